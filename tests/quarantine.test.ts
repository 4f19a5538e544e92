import assert from 'node:assert/strict'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { DAY } from '#model'
import { type TestCentre, testCentre } from './support/centre.ts'

/** The whole way: wrong at the door, kept, seen, mended, replayed, read by everybody. */
let t: TestCentre
before(async () => {
  t = await testCentre()
})
after(() => t[Symbol.asyncDispose]())

const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 500; i += 1) {
    if (await what()) return
    await sleep(20)
  }
  assert.fail('never')
}
const waiting = async (source: string): Promise<number> =>
  Number((await t.call('GET', `/api/v1/sources/${source}`)).body['quarantined'])
const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - DAY).toISOString()
const station = (id: string) => ({ id, name: id, type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 })
const valueOf = async (asset: string, property: string): Promise<number | undefined> => {
  const { body } = await t.call('GET', `/api/v1/observations?asset=${asset}&property=${property}&from=${hour}`)
  return body.items[0]?.['value'] as number | undefined
}

test('what was pushed for a station that nobody had registered is stored once it is', async () => {
  const good = { asset: 'khi-1', property: 'pm25', at: hour, value: 21.5 }
  const body = [good, { ...good, asset: 'khi-2', value: 22.5 }, { ...good, at: 'hôm qua' }]
  const answer = await t.call('POST', '/api/v1/observations?source=day', { body })
  assert.equal(answer.status, 200)
  assert.equal(answer.body['rejected']?.length, 3)
  assert.equal(await waiting('day'), 2)
  await t.call('POST', '/api/v1/observations?source=day', { body })
  assert.equal(await waiting('day'), 2, 'the same body again is kept once')
  const reasons = (await t.call('GET', '/api/v1/sources/day/quarantine/reasons')).body.items
  assert.deepEqual(reasons.map((one) => String(one['reason'])).sort(), ['asset_unknown', 'at_invalid'])
  const [message] = (await t.call('GET', '/api/v1/sources/day/quarantine?reason=asset_unknown')).body.items
  assert.match(String(message?.['detail']), /“khi-1”.*“khi-2”/)
  const opened = (await t.call('GET', `/api/v1/sources/day/quarantine/${String(message?.['id'])}`)).body
  assert.equal(
    String(opened['text']),
    body
      .slice(0, 2)
      .map((row) => JSON.stringify(row))
      .join('\n'),
  )

  await t.call('POST', '/api/v1/assets', { body: [station('khi-1')] })
  const one = await t.call('POST', `/api/v1/sources/day/quarantine/${String(message?.['id'])}/replay`, { body: {} })
  assert.deepEqual([String(one.body['state']), Number(one.body['cleared'])], ['ended', 1])
  assert.equal(await valueOf('khi-1', 'pm25'), 21.5)
  await t.call('POST', '/api/v1/assets', { body: [station('khi-2')] })
  const all = await t.call('POST', '/api/v1/sources/day/quarantine/replay', { body: {} })
  assert.deepEqual([Number(all.body['total']), Number(all.body['cleared'])], [2, 1])
  assert.equal(await valueOf('khi-2', 'pm25'), 22.5)
  assert.equal(await waiting('day'), 1)
  const listed = (await t.call('GET', '/api/v1/sources/day/quarantine/replays')).body.items
  assert.equal(listed.length, 2)

  const [bad] = (await t.call('GET', '/api/v1/sources/day/quarantine')).body.items
  const path = `/api/v1/sources/day/quarantine/${String(bad?.['id'])}`
  assert.equal((await t.call('POST', `${path}/dismiss`, { body: { verdict: 'ignored', note: ' ' } })).status, 400)
  const word = { verdict: 'returned', note: 'trạm sửa lại đồng hồ' }
  assert.equal((await t.call('POST', `${path}/dismiss`, { body: word })).status, 200)
  assert.equal(await waiting('day'), 0)
  assert.equal((await t.call('POST', `${path}/replay`, { body: {} })).status, 409)
  const [kept] = (await t.call('GET', '/api/v1/sources/day/quarantine?state=dismissed')).body.items
  assert.equal(String(kept?.['note']), word.note)
  assert.equal((await t.call('POST', `${path}/restore`, { body: {} })).status, 200)
  assert.equal(await waiting('day'), 1)
  assert.equal((await t.call('GET', '/api/v1/sources/day/quarantine/999999')).status, 404)
  assert.equal((await t.call('GET', '/api/v1/sources/day/quarantine/replays/no')).status, 404)

  const acts = (await t.call('GET', '/api/v1/audit?limit=1000')).body.items.map((row) => String(row['act']))
  for (const act of ['open', 'replay', 'dismiss', 'restore']) assert.ok(acts.includes(`quarantine.${act}`), act)
})

test('NDJSON: the very line that could not be read is kept', async () => {
  await t.call('POST', '/api/v1/assets', { body: [station('khi-3')] })
  const good = JSON.stringify({ asset: 'khi-3', property: 'pm10', at: hour, value: 5 })
  const raw = `${good}\n{"asset":"khi-3", "property"\n`
  const headers = { 'content-type': 'application/x-ndjson' }
  assert.equal(Number((await t.call('POST', '/api/v1/observations?source=nd', { raw, headers })).body['accepted']), 1)
  const [message] = (await t.call('GET', '/api/v1/sources/nd/quarantine')).body.items
  const opened = (await t.call('GET', `/api/v1/sources/nd/quarantine/${String(message?.['id'])}`)).body
  assert.equal(String(opened['text']), '{"asset":"khi-3", "property"')
})

test('a line of a station file waits alone and keeps its number; a file that is too large is said', async () => {
  const folder = join(t.dataDir, 'tram')
  mkdirSync(folder)
  const source = { id: 'tep', service: 'environment', connector: 'file-drop', decoder: 'air-station' }
  const settings = { folder, look: 1, settle: 0 }
  await t.call('POST', '/api/v1/sources', { body: { ...source, settings } })
  await t.call('POST', '/api/v1/assets', { body: [station('DL_KHI_001')] })
  const stamp = '20261124080000'
  writeFileSync(
    join(folder, `DL_KHI_001_${stamp}.txt`),
    `SO2\t8,4\tug/m3\t${stamp}\t00\r\nPM2,5\t0,018\tppm\t${stamp}\t00\r\n`,
  )
  await until(async () => (await waiting('tep')) === 1)
  const [line] = (await t.call('GET', '/api/v1/sources/tep/quarantine')).body.items
  const path = `/api/v1/sources/tep/quarantine/${String(line?.['id'])}`
  const opened = (await t.call('GET', path)).body
  assert.equal(String(opened['text']), `PM2,5⇥0,018⇥ppm⇥${stamp}⇥00`)
  const [mark] = opened['marks'] as unknown as { from: number; to: number }[]
  assert.equal(String(opened['text']).slice(mark?.from, mark?.to), 'ppm')
  assert.equal(Number((await t.call('POST', `${path}/replay`, { body: {} })).body['cleared']), 0)
  assert.match(String((await t.call('GET', path)).body['detail']), /^dòng 2: /)

  writeFileSync(join(folder, 'lon.txt'), '')
  truncateSync(join(folder, 'lon.txt'), 9 * 1024 * 1024)
  await until(async () =>
    /lon\.txt.*\.qua-lon/.test(String((await t.call('GET', '/api/v1/sources/tep')).body['error'])),
  )
})

test('what a source has learned is listed until somebody says what it is', async () => {
  const listed = async (confirmed: boolean) =>
    (await t.call('GET', `/api/v1/assets?confirmed=${confirmed}`)).body.items.map((one) => String(one['id']))
  await t.call('POST', '/api/v1/sources', {
    body: { id: 'hoc', service: 'environment', connector: 'push', assets: 'learn' },
  })
  const row = { asset: 'khi-hoc', property: 'pm25', at: hour, value: 4 }
  await t.call('POST', '/api/v1/observations?source=hoc', { body: [row] })
  assert.deepEqual(await listed(false), ['khi-hoc'])
  await t.call('POST', '/api/v1/assets', { body: [station('khi-hoc')] })
  assert.deepEqual(await listed(false), [])
  assert.ok((await listed(true)).includes('khi-hoc'))
})
