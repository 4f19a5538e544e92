import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QUALITIES } from '#model'
import { airStation } from './air-station.decoder.ts'
import { PROPERTIES } from './properties.ts'
import { type Random, random } from './test-random.ts'

const FILES = 4000
const NAME = 'DL_ABCD_KHI001_20261123200500.txt'
const PIECES = [
  'PM2,5\t31,4\tug/m3\t20261123200500\t00',
  'CO\t0.9\tmg/m3\t20261123200500\t01',
  'Temp\t23\t°C\t20261123200500\t02',
  'SO2\t-\tppm\t20261323200500\t9',
  'constructor\t1e99\t__proto__\t20261123200500\tvalueOf',
  'Độ ẩm\t７\t㎍/㎥\t２０２６',
  '\t',
  '\t',
  '\r\n',
  '\n',
  '\r',
  ' ',
  '\uFEFF',
  '😀',
  '9'.repeat(320),
].map((text) => Buffer.from(text))

/** Pieces of files, with bytes changed, cut out and put in. */
function make(next: Random): Buffer {
  const ends = ['', '\n', '\r\n', '\t'].map((end) => Buffer.from(end))
  const piece = (): Buffer => PIECES[next(2) === 0 ? next(3) : next(PIECES.length)] as Buffer
  const parts = Array.from({ length: next(12) }, () => [piece(), ends[next(ends.length)] as Buffer]).flat()
  const bytes = Array.from(Buffer.concat(parts))
  for (let turn = next(4); turn > 0 && bytes.length > 0; turn -= 1) {
    const at = next(bytes.length)
    if (next(3) === 0) bytes.splice(at, next(5))
    else if (next(2) === 0) bytes.splice(at, 0, next(256))
    else bytes[at] = next(256)
  }
  return Buffer.from(bytes)
}

/** Where the part stands as a field or line begins and ends, not within another; -1 when it does not. */
function placeOf(bytes: Buffer, part: Uint8Array, from: number): number {
  const edge = (at: number): boolean => at < 0 || at >= bytes.length || [0x09, 0x0a, 0x0d].includes(bytes[at] as number)
  let at = bytes.indexOf(part, from)
  while (at >= 0 && !(edge(at - 1) && edge(at + part.length))) at = bytes.indexOf(part, at + 1)
  return at
}

test('whatever comes: never thrown at, never a number that is none, and no byte of a bad line is lost', () => {
  const next = random(10_2021)
  const codes = new Set(PROPERTIES.filter((one) => !one.derived).map((one) => one.code))
  let good = 0
  let bad = 0
  for (let file = 0; file < FILES; file += 1) {
    const bytes = make(next)
    const message = `file ${file}: ${bytes.toString('base64')}`
    const parts = airStation({ bytes, origin: NAME })
    assert.deepEqual(airStation({ bytes, origin: NAME }), parts, message)
    const rest: Buffer[] = []
    let from = 0
    let read = 0
    for (const part of parts) {
      if (part.kind === 'observation') {
        read += 1
        assert.ok(codes.has(part.property) && Number.isFinite(part.value) && Number.isSafeInteger(part.at), message)
        assert.ok(QUALITIES.includes(part.quality ?? 'good'), message)
        continue
      }
      assert.ok(part.kind === 'unreadable', message)
      bad += 1
      // In order, unchanged, each at its own place.
      const at = placeOf(bytes, part.part, from)
      assert.notEqual(at, -1, message)
      rest.push(bytes.subarray(from, at))
      from = at + part.part.length
    }
    rest.push(bytes.subarray(from))
    // What is not set aside are the five fields of each record that was read, and nothing else.
    const fields = rest.flatMap((one) => one.toString().split(/[\t\r\n]/)).filter((field) => field.trim() !== '')
    assert.equal(fields.length, read * 5, message)
    good += read
  }
  assert.ok(good > FILES / 4 && bad > FILES / 4, `${good} good, ${bad} bad`)
})

test('every line of a file of one-record lines is read or set aside, and by itself gives the same', () => {
  const next = random(1459)
  for (let file = 0; file < 500; file += 1) {
    const lines = Array.from({ length: 1 + next(6) }, () => (PIECES[next(6)] as Buffer).toString())
    const together = airStation({ bytes: Buffer.from(lines.join('\r\n')), origin: NAME })
    const alone = lines.flatMap((line) => airStation({ bytes: Buffer.from(line), origin: NAME }))
    const plain = (parts: typeof together) =>
      parts.map((part) => (part.kind === 'unreadable' ? [part.reason, Buffer.from(part.part).toString()] : part))
    assert.deepEqual(plain(together), plain(alone))
  }
})
