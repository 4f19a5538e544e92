import assert from 'node:assert/strict'
import { appendFile, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { freePorts, testProcesses } from './support/process.ts'

const MINUTE = 60_000
const SYMBOLS = [
  ['PM2,5', 'pm25'],
  ['PM10', 'pm10'],
  ['SO2', 'so2'],
] as const

/** One station's file of one minute: three records, local time. */
function fileOf(station: string, serial: number) {
  const at = Date.UTC(2026, 10, 1) + serial * MINUTE
  const local = new Date(at + 7 * 60 * MINUTE).toISOString().replace(/\D/g, '').slice(0, 14)
  const lines = SYMBOLS.map(([symbol], index) => `${symbol}\t${valueOf(serial, index)}\tug/m3\t${local}\t00`)
  return { name: `DL_THU_${station}_${local}.txt`, at: new Date(at).toISOString(), lines }
}
const valueOf = (serial: number, index: number): number => ((serial * 7 + index * 131) % 6000) / 10 + 1

test('kill -9 of the centre and of PostgreSQL while stations upload files: each is stored once, what was moved aside is stored', async () => {
  await using p = testProcesses()
  const [port] = (await freePorts(1)) as [number]
  const folder = join(p.dataDir, 'upload')
  await mkdir(folder)
  const uploaded: { station: string; serial: number; name: string; at: string }[] = []
  let stop = false

  /** As upload programs do it: under another name first, or straight and slowly, line by line. */
  async function upload(station: string, slowly: boolean): Promise<void> {
    const place = join(folder, station)
    await mkdir(place)
    for (let serial = 0; !stop; serial += 1) {
      const { name, at, lines } = fileOf(station, serial)
      const path = join(place, name)
      if (slowly) {
        for (const line of lines) {
          // A line itself comes in two pieces: half a value is another value.
          await appendFile(path, line.slice(0, 8))
          await sleep(40)
          await appendFile(path, `${line.slice(8)}\r\n`)
          await sleep(40)
        }
      } else {
        await writeFile(`${path}.part`, `${lines.join('\r\n')}\r\n`)
        await rename(`${path}.part`, path)
        await sleep(20)
      }
      uploaded.push({ station: `DL_THU_${station}`, serial, name, at })
    }
  }
  async function filesBelow(where: string): Promise<string[]> {
    const entries = await readdir(where, { recursive: true, withFileTypes: true }).catch(() => [])
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }
  const taken = () => filesBelow(join(folder, '.da-nhan'))
  const serve = (): Promise<void> => p.serve(port)

  await serve()
  await p.ready([port])
  const made = await p.call(port, 'POST', '/api/v1/sources', {
    id: 'files',
    service: 'environment',
    connector: 'file-drop',
    decoder: 'air-station',
    assets: 'learn',
    settings: { folder, look: 1, settle: 1 },
  })
  assert.equal(made.status, 200)
  const load = [upload('A', false), upload('B', false), upload('C', true), upload('D', true)]
  try {
    const seen: number[] = []
    for (const round of [1, 2]) {
      await sleep(2000)
      seen.push((await taken()).length)
      if (round === 2) p.killDatabase()
      p.kill(port)
      await sleep(150)
      await serve()
      await p.ready([port])
    }
    await sleep(1500)
    stop = true
    await Promise.all(load)
    assert.ok((seen[1] as number) > 20, `files were taken before the second kill (${seen.join()})`)
    for (let tries = 0; (await taken()).length < uploaded.length && tries < 600; tries += 1) await sleep(100)
  } finally {
    stop = true
    await Promise.allSettled(load)
  }

  const aside = await taken()
  assert.deepEqual(
    aside.map((path) => basename(path)).sort(),
    uploaded.map((one) => one.name).sort(),
    'in the end every file is aside, once',
  )
  assert.ok(uploaded.length > 200, `enough was uploaded to judge (${uploaded.length})`)
  for (const path of aside) {
    const [, , station, time] = basename(path, '.txt').split('_') as [string, string, string, string]
    const one = uploaded.find(({ name }) => name === basename(path))
    assert.equal(basename(dirname(path)), station)
    assert.equal(await readFile(path, 'utf8'), `${fileOf(station, one?.serial ?? -1).lines.join('\r\n')}\r\n`, time)
  }
  for (const station of ['A', 'B', 'C', 'D'].map((id) => `DL_THU_${id}`)) {
    const mine = uploaded.filter((one) => one.station === station)
    for (const [index, [, property]] of SYMBOLS.entries()) {
      const values = await p.values(port, station, property)
      assert.equal(values.size, mine.length, `${station} ${property}: every file, and nothing else`)
      for (const { at, serial } of mine) assert.equal(values.get(at), valueOf(serial, index), `${station} ${at}`)
    }
  }
  const source = (await (await p.call(port, 'GET', '/api/v1/sources/files')).json()) as { quarantined: number }
  assert.equal(source.quarantined, 0, 'no half of a file was read')
  assert.deepEqual(p.crashes, [], 'no process ended by itself')
})
