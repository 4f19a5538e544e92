import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { HOUR } from '#model'
import { sealOnce, startSealer } from '#engine/audit'
import { systemClock } from '#platform/clock'
import { type DatabaseGround, openGround, readMigrations } from '#platform/database'
import { silentLog } from '#platform/log'
import { openSecretBox } from '#platform/secret'
import { testCentre } from './support/centre.ts'
import { command } from './support/command.ts'
import { type TestDatabase, testDatabase } from './support/ground.ts'

/** The first number at which every kind of datum below had its table; what is written here is as it was written then. */
const OLD = 5
const NEWEST = Math.max(...readMigrations().map((one) => one.number))
const PREVIOUS = Math.max(
  ...readMigrations()
    .map((one) => one.number)
    .filter((one) => one < NEWEST),
)
const CONTEXTS = ['live', 'demo']
const TOKEN = 'srp_old'
const BYTES = Buffer.from('tram-1;;;không đọc được')
const now = Math.floor(Date.now() / HOUR) * HOUR
const hours = Array.from({ length: 12 }, (_, ago) => ({ at: now - ago * HOUR, value: 40 + ago }))

const at = (number: number): ReadonlyMap<string, number> => new Map(CONTEXTS.map((name) => [name, number]))
const iso = (time: number): string => new Date(time).toISOString()

/** What a centre of that version had stored: its last news not yet read by the derivations, its chain sealed. */
async function fill(ground: DatabaseGround, dataDir: string): Promise<void> {
  const owner = ground.owner('live')
  const months = [...new Set(hours.map((one) => iso(one.at).slice(0, 7)))]
  await ground.ensurePartitions('live', 'observation', months)
  const put = (table: string, row: object): Promise<unknown> =>
    owner.query(
      `insert into ${table} (${Object.keys(row).join(', ')})
       values (${Object.keys(row)
         .map((_, n) => `$${n + 1}`)
         .join(', ')})`,
      Object.values(row),
    )
  const place = { service: 'environment', agency: 'H15.NNMT', unit: '24133', lat: 12.68, lon: 108.05 }
  const created = { created_at: iso(now) }
  await put('asset', { id: 'tram-1', name: 'Trạm thử', type: 'air-station', confirmed: true, ...place, ...created })
  const contract = { settings: {}, every: 3600, grace: 3600, assets: 'known' }
  await put('source', { id: 'day', name: 'day', service: 'environment', connector: 'push', ...contract, ...created })
  await put('series', { source: 'day', asset: 'tram-1', property: 'pm25' })
  for (const one of hours) {
    const stored = { quality: 0, received_at: iso(now), seq: 1 }
    await put('observation', { series: 1, at: iso(one.at), value: one.value, ...stored })
  }
  const news = { series: [['tram-1', 'pm25']], rows: hours.map((one) => [0, one.at, one.value, 0, 0]) }
  const payload = Buffer.from(JSON.stringify(news))
  await put('journal', { stream: 1, seq: 1, kind: 'observation', source: 'day', received_at: iso(now), payload })
  const sealed = openSecretBox(join(dataDir, 'secret.key')).seal(BYTES)
  const why = { reason: 'row_invalid', detail: 'số trường', size: BYTES.length }
  await put('quarantine', { source: 'day', received_at: iso(now), ...why, bytes: sealed, digest: Buffer.from('1') })
  const alert = '00000000-0000-4000-8000-0000000000a1'
  const seen = JSON.stringify({ value: 312.4, at: iso(now) })
  const life = { state: 'acknowledged', raised_at: iso(now), refreshed_at: iso(now), times: 3, owner: 'npm run token' }
  await put('alert', {
    id: alert,
    rule: 'luật-cũ',
    title: JSON.stringify({ vi: 'Cũ', en: 'Old' }),
    subject: 'tram-1',
    subject_name: 'Trạm thử',
    severity: 'critical',
    first: seen,
    last: seen,
    ...place,
    ...life,
  })
  await put('alert_change', { alert, at: iso(now), act: 'raised', evidence: seen })
  const digest = createHash('sha256').update(TOKEN).digest()
  const may = { scopes: ['read', 'ingest'], context: 'live' }
  await put('token', { id: '00000000-0000-4000-8000-0000000000b1', name: 'cũ', digest, ...may, ...created })
  for (const subject of ['a', 'b', 'c']) {
    await put('audit', { at: iso(now), actor_kind: 'system', actor: 's', act: 'x', subject, detail: {} })
  }
  const chain = { name: 'live', db: ground.context('live'), clock: systemClock, log: silentLog } as const
  while ((await chain.db.query('select 1 from audit_seal')).length < 3) await sealOnce(chain)
  await startSealer(chain, join(dataDir, 'audit/head'), AbortSignal.abort())
}

/** Every row of these tables and columns as text, in no order of the server's. */
async function everything(ground: DatabaseGround, columns: ReadonlyMap<string, string>): Promise<object> {
  const found: Record<string, string[]> = {}
  for (const [table, list] of columns) {
    const rows = await ground.owner('live').query<{ text: string }>(`select row(${list})::text as text from ${table}`)
    found[table] = rows.map((row) => row.text).sort()
  }
  return found
}

async function columnsOf(ground: DatabaseGround): Promise<Map<string, string>> {
  const rows = await ground.owner('live').query<{ name: string; list: string }>(
    `select c.relname::text as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as list
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'live'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migration' group by 1`,
  )
  return new Map(rows.map((row) => [row.name, row.list]))
}

async function verify(target: TestDatabase): Promise<string> {
  const { code, out, err } = await command('tools/audit.ts', ['verify'], target)
  return code === 0 ? 'intact' : `${out}${err}`
}

test('a database of an older version with data in it comes forward through the previous one and is served', async () => {
  const target = await testDatabase()
  const { dataDir, url: databaseUrl, appUrl: databaseAppUrl } = target
  const ground = await openGround({ dataDir, databaseUrl, databaseAppUrl, log: silentLog })
  await ground.clear(CONTEXTS)
  await ground.prepare(CONTEXTS, at(OLD))
  await fill(ground, dataDir)
  const columns = await columnsOf(ground)
  const before = await everything(ground, columns)
  await ground.prepare(CONTEXTS, at(PREVIOUS))
  const [stands] = await ground.owner('live').query<{ number: number }>('select max(number) as number from migration')
  assert.equal(stands?.number, PREVIOUS)
  await ground.prepare(CONTEXTS)
  assert.deepEqual(await everything(ground, columns), before)
  await ground.close()

  await using t = await testCentre({ contexts: ['live', 'demo'], database: target })
  const ask = async (path: string, token?: string) => (await t.call('GET', path, token ? { token } : {})).body
  const span = `from=${iso(now - 12 * HOUR)}`
  const { items } = await ask(`/api/v1/observations?asset=tram-1&property=pm25&${span}`, TOKEN)
  assert.deepEqual(
    items.map((row) => [Date.parse(String(row['at'])), Number(row['value'])]),
    hours.toReversed().map((one) => [one.at, one.value]),
  )
  const alerts = (await ask('/api/v1/alerts')).items.filter((one) => String(one['rule']) === 'luật-cũ')
  assert.deepEqual([alerts.length, String(alerts[0]?.['state']), Number(alerts[0]?.['times'])], [1, 'acknowledged', 3])
  const [waiting] = (await ask('/api/v1/sources/day/quarantine')).items
  const opened = await ask(`/api/v1/sources/day/quarantine/${String(waiting?.['id'])}`)
  assert.equal(String(opened['text']), BYTES.toString())
  // News that the older version had not come to read is read by this one.
  const path = `/api/v1/observations?asset=tram-1&property=vn_aqi_h&${span}`
  for (let tries = 0; (await ask(path)).items.length === 0; tries += 1) {
    assert.ok(tries < 500, 'the index of the stored hours is computed')
    await sleep(20)
  }
  const body = [{ asset: 'tram-1', property: 'pm25', at: iso(now), value: 40 }]
  const again = (await t.call('POST', '/api/v1/observations?source=day', { body })).body
  assert.deepEqual([Number(again['duplicates']), Number(again['accepted'])], [1, 0])
  assert.equal(await verify(target), 'intact')
})
