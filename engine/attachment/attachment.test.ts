import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { Problem } from '#model'
import { clamd } from '#platform/scanner'
import { caller, testContext } from '#tests'
import readExif from 'exif-reader'
import sharp from 'sharp'
import { keep } from './keep.ts'
import { listAttachments, readAttachment } from './list.ts'
import { sniff } from './sniff.ts'

const SUBJECT = '00000000-0000-4000-8000-000000000001'
const OF = { kind: 'incident', ids: [SUBJECT] } as const

/** A photo as a phone takes it, at Buôn Ma Thuột, with its own serial number. */
function photo(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#446688' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Camera', Model: 'C1' },
      IFD2: { DateTimeOriginal: '2026:11:24 16:30:00', BodySerialNumber: 'SN-123456' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '12/1 40/1 4800/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '108/1 3/1 0/1',
      },
    })
    .toBuffer()
}

/** A zip whose directory has these names; nothing is in it. */
function zip(...names: string[]): Buffer {
  const entries = names.map((name) => {
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt16LE(Buffer.byteLength(name), 28)
    return Buffer.concat([head, Buffer.from(name)])
  })
  const start = Buffer.from('PK\u0003\u0004')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(start.length, 16)
  return Buffer.concat([start, ...entries, end])
}

async function stored(t: Awaited<ReturnType<typeof testContext>>, name: string, bytes: Buffer, more = {}) {
  const kept = await keep(t.ctx, caller(), { name, bytes, ...more })
  await t.ctx.db.transaction((tx) => kept.write(tx, { kind: 'incident', id: SUBJECT }, t.clock.now()))
  return readAttachment(t.ctx, OF, kept.id)
}

test('a photo is made anew: its time and place are kept as fields, and nothing of them stays in the bytes', async () => {
  await using t = await testContext()
  const given = await photo()
  const { attachment, bytes } = await stored(t, 'C:\\ảnh\\hiện trường.jpg', given)
  assert.equal(attachment.name, 'hiện trường.jpg')
  assert.deepEqual([attachment.taken_at, attachment.said_by], ['2026-11-24T09:30:00.000Z', 'camera'])
  assert.ok(Math.abs((attachment.lat ?? 0) - 12.68) < 0.001 && Math.abs((attachment.lon ?? 0) - 108.05) < 0.001)
  const { exif, width } = await sharp(bytes).metadata()
  assert.deepEqual([exif, width], [undefined, 640])
  assert.ok(readExif((await sharp(given).metadata()).exif as Buffer).GPSInfo)
  for (const word of ['SN-123456', 'Camera', 'GPS']) assert.equal(bytes.includes(word), false)
  const said = { taken_at: t.clock.now(), lat: 12.7, lon: 108.1 }
  const plain = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  assert.deepEqual(
    [(await stored(t, 'b.png', plain, said)).attachment.said_by, (await stored(t, 'b.png', plain)).attachment.said_by],
    ['person', null],
  )
})

test('what is neither a picture, a PDF nor an office file is refused, whatever it calls itself, and leaves nothing', async () => {
  await using t = await testContext()
  const jpeg = await photo()
  const refused: [string, Buffer][] = [
    ['x.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['x.jpg', Buffer.from('<!doctype html><script>1</script>')],
    ['x.jpg', Buffer.concat([Buffer.from('GIF89a'), Buffer.from('<script>')])],
    ['x.exe', Buffer.from('MZ\u0090\u0000')],
    ['x.zip', zip('a.txt', '../../etc/passwd')],
    ['x.docx', zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')],
    ['x.docx', Buffer.from('PK\u0003\u0004')],
    ['x.docx', zip('[Content_Types].xml', 'word/document.xml').subarray(0, 60)],
    ['x.jpg', Buffer.concat([jpeg.subarray(0, 200), Buffer.from('broken')])],
    ['x.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['x.txt', Buffer.from('chữ')],
  ]
  for (const [name, bytes] of refused) {
    await assert.rejects(
      keep(t.ctx, caller(), { name, bytes }),
      (error) => error instanceof Problem && ['media_type', 'unreadable'].includes(error.code),
      name,
    )
  }
  const folder = join(t.dataDir, 'files', 'live', 'attachment')
  assert.deepEqual(existsSync(folder) ? readdirSync(folder) : [], [])
  assert.deepEqual(await listAttachments(t.ctx, OF), [])
})

test('a picture of more dots than any photo has is refused before it is unpacked', async () => {
  await using t = await testContext()
  const wide = { create: { width: 16_000, height: 16_000, channels: 3, background: 'white' } } as const
  const bytes = await sharp({ ...wide, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer()
  assert.ok(bytes.length < 2_000_000)
  await assert.rejects(keep(t.ctx, caller(), { name: 'x.png', bytes }), { code: 'unreadable' })
})

test('office files and PDF come back byte for byte; the same bytes lie on the disk once; names cannot lead elsewhere', async () => {
  await using t = await testContext()
  const docx = zip('[Content_Types].xml', 'word/document.xml')
  const one = await stored(t, '../../../bien-ban.docx', docx)
  const two = await stored(t, '..', docx)
  assert.deepEqual([one.attachment.name, two.attachment.name], ['bien-ban.docx', 'tep'])
  assert.deepEqual([one.bytes, two.bytes], [docx, docx])
  assert.equal(one.attachment.digest, two.attachment.digest)
  assert.match(one.attachment.type, /wordprocessingml/)
  assert.equal(sniff(Buffer.from('%PDF-1.7\n'))?.type, 'application/pdf')
  assert.equal(sniff(zip('[Content_Types].xml', 'xl/workbook.xml'))?.kind, 'document')
  const files = readdirSync(join(t.dataDir, 'files', 'live', 'attachment'), { recursive: true, withFileTypes: true })
  assert.equal(files.filter((entry) => entry.isFile()).length, 1)
  await assert.rejects(readAttachment(t.ctx, { kind: 'incident', ids: [] }, one.attachment.id), { code: 'not_found' })
})

test('the scanner sees every byte; what it finds is refused, and without its word nothing is stored', async () => {
  await using t = await testContext()
  const heard: Buffer[] = []
  const server = createServer((socket) => {
    const chunks: Buffer[] = []
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const all = Buffer.concat(chunks)
      if (!all.subarray(-4).equals(Buffer.alloc(4))) return
      heard.push(all)
      socket.end(all.includes('EICAR') ? 'stream: Win.Test FOUND\0' : 'stream: OK\0')
    })
  }).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  const ctx = { ...t.ctx, scanner: clamd(`127.0.0.1:${port}`) }
  const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(150_000, 'a')])
  assert.ok((await keep(ctx, caller(), { name: 'a.pdf', bytes: pdf })).id)
  const [said] = heard
  assert.equal(said?.subarray(0, 10).toString(), 'zINSTREAM\0')
  assert.equal(said?.readUInt32BE(10), 65_536)
  assert.equal(said?.length, 10 + pdf.length + 3 * 4 + 4)
  const bad = Buffer.from('%PDF-1.4\nEICAR')
  await assert.rejects(keep(ctx, caller(), { name: 'a.pdf', bytes: bad }), { code: 'malware', detail: 'Win.Test' })
  await new Promise((done) => server.close(done))
  await assert.rejects(keep(ctx, caller(), { name: 'b.pdf', bytes: bad }), { code: 'scanner_away' })
})
