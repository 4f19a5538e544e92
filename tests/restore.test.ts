import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { HOUR } from '#model'
import { Client } from 'pg'
import { type TestCentre, testCentre } from './support/centre.ts'
import { type Place, command, settingsOf } from './support/command.ts'
import { type TestDatabase, testDatabase } from './support/ground.ts'

/**
 * The drill: an instance that has lived a little is backed up while it runs, by the commands that an operator types, put
 * back on another database with an empty DATA_DIR and the key, started, and asked the same questions.
 */
const ROOT = join(import.meta.dirname, '..')
let t: TestCentre
let folder: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serepok-drill-'))
  t = await testCentre({ contexts: ['live', 'demo'] })
})
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const hour = (ago: number): string => new Date(Math.floor(Date.now() / HOUR - ago) * HOUR).toISOString()
const station = { id: 'tram-1', name: 'Trạm thử', type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }

const placeOf = ({ dataDir, databaseUrl, databaseAppUrl }: TestCentre): Place => ({
  dataDir,
  url: databaseUrl,
  appUrl: databaseAppUrl,
})

async function until<Value>(what: () => Promise<Value | undefined>): Promise<Value> {
  for (let i = 0; i < 500; i += 1) {
    const value = await what()
    if (value !== undefined) return value
    await sleep(20)
  }
  return assert.fail('never')
}

async function appears(path: string): Promise<void> {
  for (let i = 0; i < 10_000 && !existsSync(path); i += 1) await sleep(1)
}

/** An empty instance with the key in its place. */
async function elsewhere(): Promise<TestDatabase> {
  const target = await testDatabase()
  copyFileSync(join(t.dataDir, 'secret.key'), join(target.dataDir, 'secret.key'))
  return target
}

/** A day of hours, an alert that somebody has taken, its incident with a file, a message that nobody could read, a second context. */
async function live(): Promise<{ message: string; alert: string; incident: string; reader: string }> {
  assert.equal((await t.call('POST', '/api/v1/assets', { body: [{ ...station, agency: 'H15.NNMT' }] })).status, 200)
  const rows = Array.from({ length: 24 }, (_, ago) => ({
    asset: 'tram-1',
    property: 'pm25',
    at: hour(ago),
    value: 30 + ago,
  }))
  const strange = { ...rows[0], asset: 'không-ai-biết' }
  const loud = { ...rows[0], at: new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(), value: 312.4 }
  const sent = await t.call('POST', '/api/v1/observations?source=day', { body: [...rows.slice(1), loud, strange] })
  assert.deepEqual([sent.status, Number(sent.body['accepted'])], [200, 24])
  const corrected = await t.call('POST', '/api/v1/observations?source=day', { body: [{ ...rows[3], value: 44.25 }] })
  assert.equal(Number(corrected.body['corrected']), 1)
  const alert = await until(async () => (await t.call('GET', '/api/v1/alerts')).body.items[0]?.['id'])
  const taken = await t.call('POST', `/api/v1/alerts/${String(alert)}/acknowledge`, { body: { note: 'đang xem' } })
  assert.equal(taken.status, 200)
  const incident = await opened({ title: 'Bụi cao ở trạm thử', severity: 'high', alert: String(alert) })
  const demo = await t.token('demo', ['ingest', 'read', 'write'], null, 'demo')
  await t.call('POST', '/api/v1/assets', { token: demo, body: [station] })
  await t.call('POST', '/api/v1/observations', { token: demo, body: [rows[5]] })
  mkdirSync(join(t.dataDir, 'files/live'), { recursive: true })
  writeFileSync(join(t.dataDir, 'files/live/ảnh.jpg'), Buffer.from([0xff, 0xd8, 0]))
  const [message] = (await t.call('GET', '/api/v1/sources/day/quarantine')).body.items
  await until(async () => ((await t.call('GET', proof)).status === 200 ? true : undefined))
  return { message: String(message?.['id']), alert: String(alert), incident, reader: await t.token('reader', ['read']) }
}
/** An incident with a document; answers its id. */
async function opened(body: object): Promise<string> {
  const id = String((await t.call('POST', '/api/v1/incidents', { body })).body['id'])
  const raw = Buffer.from('%PDF-1.4\n%%EOF')
  const sent = await t.call('POST', `/api/v1/incidents/${id}/attachments?name=bien-ban.pdf`, { raw })
  assert.equal(sent.status, 201)
  return id
}
const proof = `/api/v1/observations/proof?asset=tram-1&property=vn_aqi_h&at=${hour(4)}`

test('the drill: filled, backed up while it runs, restored elsewhere, asked again, its audit chain verified', async () => {
  const { message, alert, incident, reader } = await live()
  const files = `/api/v1/incidents/${incident}/attachments`
  const [document] = (await t.call('GET', files)).body.items
  const questions = [
    '/api/v1/assets?limit=1000',
    '/api/v1/units?limit=1000',
    '/api/v1/agencies?limit=1000',
    `/api/v1/observations?asset=tram-1&property=pm25&from=${hour(48)}`,
    `/api/v1/observations?asset=tram-1&property=vn_aqi_h&from=${hour(48)}`,
    proof,
    '/api/v1/alerts?limit=1000',
    '/api/v1/incidents?limit=1000',
    `/api/v1/incidents/${incident}/timeline`,
    files,
    `${files}/${String(document?.['id'])}`,
    '/api/v1/sources/day/quarantine',
    `/api/v1/sources/day/quarantine/${message}`,
    '/api/v1/audit?limit=1000&act=alert.acknowledge',
    '/api/v1/tokens?limit=1000',
  ]
  // Until nothing is computed any more and every act is sealed.
  await until(async () => (Number((await t.call('GET', '/readyz')).body['lag'] ?? 0) === 0 ? true : undefined))
  await sleep(2500)
  const ask = async (of: TestCentre): Promise<unknown[]> => {
    const answers: unknown[] = []
    for (const question of questions) {
      const { status, body } = await of.call('GET', question)
      assert.equal(status, 200, `${question}: ${JSON.stringify(body)}`)
      answers.push([question, body])
    }
    return answers
  }
  const told = await ask(t)
  const file = join(folder, 'drill.serepok.tar.gz')
  const made = await command('tools/backup.ts', [file], placeOf(t))
  assert.equal(made.code, 0, made.err)
  const twice = await command('tools/backup.ts', [file], placeOf(t))
  assert.deepEqual([twice.code, twice.err.includes('is there already')], [1, true])
  // What happens after the backup is not in it.
  await t.call('POST', '/api/v1/observations?source=day', {
    body: [{ asset: 'tram-1', property: 'pm25', at: hour(0), value: 1 }],
  })

  const onto = await command('tools/restore.ts', [file], placeOf(t))
  assert.deepEqual([onto.code, onto.out], [1, ''])
  assert.match(onto.err, /must be empty|stop it first/)

  const target = await testDatabase()
  const keyless = await command('tools/restore.ts', [file], target)
  assert.equal(keyless.code, 1)
  const [, fingerprint = 'none'] = /The key is not in it: ([0-9a-f]{16}) /.exec(made.out) ?? []
  assert.match(keyless.err, new RegExp(`the key ${fingerprint} is needed at ${join(target.dataDir, 'secret.key')}`))
  copyFileSync(join(t.dataDir, 'secret.key'), join(target.dataDir, 'secret.key'))
  const restored = await command('tools/restore.ts', [file], target)
  assert.equal(restored.code, 0, restored.err)
  assert.match(restored.out, /^live\.alert: [1-9]\d* \(-?\d+\)$/m)
  const verified = await command('tools/audit.ts', ['verify'], target)
  assert.equal(verified.code, 0, verified.out + verified.err)

  await using again = await testCentre({ contexts: ['live', 'demo'], database: target })
  await until(async () => ((await again.call('GET', '/readyz')).status === 200 ? true : undefined))
  assert.deepEqual(await ask(again), told)
  assert.equal(
    (await again.call('GET', '/api/v1/assets', { token: reader })).status,
    200,
    'a token still opens the door',
  )
  assert.deepEqual(readFileSync(join(target.dataDir, 'files/live/ảnh.jpg')), Buffer.from([0xff, 0xd8, 0]))
  const acts = async (of: TestCentre, act: string): Promise<number> =>
    (await of.call('GET', `/api/v1/audit?act=${act}`)).body.items.length
  assert.deepEqual([await acts(t, 'backup.make'), await acts(again, 'backup.restore')], [1, 1])
  // It goes on from there: the same day is known already, a new value is new, the alert is still the one.
  const day = await again.call('POST', '/api/v1/observations?source=day', {
    body: [1, 2].map((ago) => ({ asset: 'tram-1', property: 'pm25', at: hour(ago), value: ago === 1 ? 31 : 99 })),
  })
  assert.deepEqual([Number(day.body['duplicates']), Number(day.body['corrected'])], [1, 1])
  assert.equal((await again.call('POST', `/api/v1/alerts/${alert}/acknowledge`, { body: {} })).status, 409)
  await sleep(2500)
  const onward = await command('tools/audit.ts', ['verify'], target)
  assert.equal(onward.code, 0, onward.out + onward.err)
})

test('a backup under writes is one moment: all that was acknowledged before, every batch whole, all tables of one mind', async () => {
  assert.equal((await t.call('POST', '/api/v1/assets', { body: [{ ...station, id: 'dòng' }] })).status, 200)
  const acknowledged = new Set<number>()
  const failures: string[] = []
  let serial = 0
  let stop = false
  const SIZE = 20
  const first = Date.UTC(2026, 8, 1)
  async function write(): Promise<void> {
    while (!stop) {
      const mine = (serial += 1)
      const body = Array.from({ length: SIZE }, (_, n) => ({
        asset: 'dòng',
        property: 'so2',
        at: new Date(first + (mine * SIZE + n) * 1000).toISOString(),
        value: n,
      }))
      const answer = await t.call('POST', '/api/v1/observations?source=load', { body })
      if (Number(answer.body['accepted']) !== SIZE) failures.push(JSON.stringify(answer.body))
      acknowledged.add(mine)
      // An act with its audit row, as often as rows come.
      if (mine % 5 === 0) await t.token(`load-${mine}`, ['read'])
    }
  }
  const load = [write(), write(), write()]
  const file = join(folder, 'load.serepok.tar.gz')
  await until(async () => (acknowledged.size > 30 ? true : undefined))
  const sure = [...acknowledged]
  const made = await command('tools/backup.ts', [file], placeOf(t))
  const during = acknowledged.size - sure.length
  stop = true
  await Promise.all(load)
  assert.deepEqual([made.code, failures], [0, []], made.err)
  assert.ok(during > 0, 'the centre went on while it was copied')

  const target = await elsewhere()
  const restored = await command('tools/restore.ts', [file], target)
  assert.equal(restored.code, 0, restored.err)
  const verified = await command('tools/audit.ts', ['verify'], target)
  assert.equal(verified.code, 0, verified.out + verified.err)
  await using again = await testCentre({ contexts: ['live', 'demo'], database: target })
  await using owner = await again.owner()
  const rows = await owner.query<{ batch: number; n: number }>(
    `select floor(extract(epoch from o.at - $1::timestamptz) / ${SIZE})::int as batch, count(*)::int as n
     from observation o join series s on s.id = o.series where s.source = 'load' group by 1`,
    [new Date(first).toISOString()],
  )
  const found = new Map(rows.map((row) => [row.batch, row.n]))
  assert.deepEqual(
    sure.filter((one) => found.get(one) !== SIZE),
    [],
    'what was acknowledged before is in the backup',
  )
  assert.deepEqual(
    [...found].filter(([, n]) => n !== SIZE),
    [],
    'no batch is there in part',
  )
  const [torn] = await owner.query<{ orphans: number; silent: number; acts: number }>(
    `select (select count(*)::int from observation o where not exists
         (select 1 from journal j where j.seq = o.seq and j.kind = 'observation')) as orphans,
       (select count(*)::int from token k where not exists
         (select 1 from audit a where a.act = 'token.create' and a.subject = k.id::text)) as silent,
       (select count(*)::int from audit where act = 'token.create') as acts`,
  )
  assert.deepEqual([torn?.orphans, torn?.silent], [0, 0])
  assert.ok((torn?.acts ?? 0) > 5)
})

test('killed at any moment, a restore has done nothing or everything, and what is left is no hindrance', async () => {
  const file = join(folder, 'kill.serepok.tar.gz')
  mkdirSync(join(t.dataDir, 'files/live'), { recursive: true })
  writeFileSync(join(t.dataDir, 'files/live/ảnh.jpg'), Buffer.from([0xff, 0xd8, 0]))
  assert.equal((await command('tools/backup.ts', [file], placeOf(t))).code, 0)
  const target = await elsewhere()
  const files = join(target.dataDir, 'files/live/ảnh.jpg')
  const counted = async (): Promise<number> => {
    const client = new Client({ connectionString: target.url })
    await client.connect()
    // The killed one's connection takes a moment to be gone.
    const others = `select 1 from pg_stat_activity where datname = current_database() and application_name = 'serepok'`
    await until(async () => ((await client.query(others)).rows.length === 0 ? true : undefined))
    const { rows } = await client.query<{ there: string | null }>(`select to_regclass('live.unit') as there`)
    const { rows: units } = rows[0]?.there
      ? await client.query<{ n: string }>('select count(*) as n from live.unit')
      : { rows: [] }
    await client.end()
    return Number(units[0]?.n ?? 0)
  }
  const env = settingsOf(target)
  const seen: boolean[] = []
  const whole = (await t.call('GET', '/api/v1/units?limit=1000')).body.items.length
  assert.ok(whole > 0)
  // Before it has begun, while the tables are filled, and while the files are put in their places.
  const restoring = join(target.dataDir, 'restoring')
  const moments = [
    () => sleep(300),
    () => appears(restoring),
    () => appears(restoring),
    () => appears(`${restoring}/placing`),
  ]
  let done = false
  for (const moment of moments) {
    if (done) break
    rmSync(restoring, { recursive: true, force: true })
    const child = spawn(process.execPath, ['tools/restore.ts', file], { cwd: ROOT, env, stdio: 'ignore' })
    const ended = new Promise((gone) => child.once('exit', gone))
    await Promise.race([ended, moment()])
    child.kill('SIGKILL')
    await ended
    done = (await counted()) > 0
    seen.push(done)
  }
  assert.equal(seen[1], false, 'one was cut off while the tables were filled')
  if (!done) assert.equal((await command('tools/restore.ts', [file], target)).code, 0)
  assert.ok((await counted()) >= whole)
  assert.deepEqual(readFileSync(files), Buffer.from([0xff, 0xd8, 0]))
  const verified = await command('tools/audit.ts', ['verify'], target)
  assert.equal(verified.code, 0, verified.out + verified.err)
  await target.drop()
})
