import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { recordingHead, recordingLine } from '#connectors/replay'
import { HOUR } from '#model'
import { type TestCentre, testCentre } from './support/centre.ts'

/** A centre beside a folder, and the ways to look at what it has read from there. */
async function room(contexts: readonly ('live' | 'demo')[] = ['live']) {
  const t = await testCentre({ contexts })
  const folder = await mkdtemp(join(tmpdir(), 'serepok-recorded-'))
  return {
    t,
    folder,
    put: (body: object, token?: string) => putSource(t, body, token),
    async until(id: string, like: (source: Shown) => boolean, token?: string) {
      for (let i = 0; i < 500; i += 1) {
        const { body } = await t.call('GET', `/api/v1/sources/${id}`, token === undefined ? {} : { token })
        if (like(body as unknown as Shown)) return body as unknown as Shown
        await sleep(20)
      }
      throw new Error(`never: ${JSON.stringify((await t.call('GET', `/api/v1/sources/${id}`)).body)}`)
    },
    async values(context: 'live' | 'demo', source: string) {
      const ctx = t.centre.contexts.get(context)
      const rows = await ctx?.db.query<{ asset: string; property: string; at: number; value: number }>(
        `select s.asset, s.property, o.at, o.value from observation o join series s on s.id = o.series
         where s.source = $1 order by s.asset, s.property, o.at`,
        [source],
      )
      return (rows ?? []).map((row) => `${row.asset} ${row.property} ${new Date(row.at).toISOString()} ${row.value}`)
    },
    async [Symbol.asyncDispose]() {
      await t[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Shown {
  readonly state: string
  readonly paused: boolean
  readonly error: string | null
  readonly received: number
  readonly quarantined: number
  readonly settings: Record<string, unknown>
}

async function putSource(t: TestCentre, body: object, token?: string): Promise<Shown> {
  const answer = await t.call('POST', '/api/v1/sources', {
    body: { service: 'environment', ...body },
    ...(token === undefined ? {} : { token }),
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as unknown as Shown
}

test('what file-drop has kept is played again through the same door, to its end, and no twice after a restart', async () => {
  await using r = await room()
  const drop = join(r.folder, 'drop')
  await mkdir(drop)
  for (const [minute, value] of [
    ['00', '31,4'],
    ['05', '32.5'],
    ['10', 'none'],
  ] as const) {
    const file = join(drop, `DL_ABCD_K1_202611200800${minute}.txt`)
    await writeFile(file, `PM2,5\t${value}\tug/m3\t2026112008${minute}00\t00\r\n`)
    await utimes(file, 1e9, 1e9)
  }
  const station = { decoder: 'air-station', assets: 'learn' }
  await r.put({ id: 'drop', connector: 'file-drop', ...station, settings: { folder: drop, look: 1 } })
  await r.until('drop', (one) => one.received === 2 && one.quarantined === 1)
  const kept = join(drop, '.da-nhan')
  for (let i = 0; i < 100 && (await readdir(kept)).length < 3; i += 1) await sleep(20)

  const made = await r.put({ id: 'again', connector: 'replay', ...station, settings: { path: kept, speed: 0 } })
  const ended = await r.until('again', (one) => one.paused)
  assert.equal(ended.state, 'paused')
  assert.match(ended.error ?? '', /played to its end/)
  assert.deepEqual([ended.received, ended.quarantined], [2, 1])
  assert.deepEqual(await r.values('live', 'again'), await r.values('live', 'drop'))
  assert.equal((await r.values('live', 'again')).length, 2)

  // Resumed, it finds that it has been played, and pauses again; changed without its start, it keeps it.
  const changed = await r.put({ id: 'again', connector: 'replay', ...station, settings: { path: kept, speed: 60 } })
  assert.equal(changed.settings['start'], made.settings['start'])
  assert.equal((await r.t.call('POST', '/api/v1/sources/again/resume')).status, 200)
  const still = await r.until('again', (one) => one.paused)
  assert.equal(still.received, 2)
})

test('bodies of the contract may come by any wire: good rows are stored, each bad one stands alone', async () => {
  await using r = await room()
  const station = { id: 'a', name: 'A', type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  await r.t.call('POST', '/api/v1/assets', { body: [station] })
  const row = (more: object) => ({ asset: 'a', property: 'pm25', at: '2026-11-20T08:00:00+07:00', value: 5, ...more })
  const body = [row({}), row({ asset: 'nobody' }), row({ at: '2026-11-20', value: 6 }), row({ property: 'pm10' })]
  const at = Date.parse('2026-11-20T08:00:00+07:00')
  const line = recordingLine({ at, origin: 'v1/observations', bytes: Buffer.from(JSON.stringify(body)) })
  await writeFile(join(r.folder, 'a.ndjson'), `${recordingHead}\n${line}\n`)
  await r.put({ id: 'body', connector: 'replay', settings: { path: r.folder, speed: 0 } })
  const ended = await r.until('body', (one) => one.paused)
  assert.deepEqual([ended.received, ended.quarantined], [2, 2])
  assert.deepEqual(await r.values('live', 'body'), [
    'a pm10 2026-11-20T01:00:00.000Z 5',
    'a pm25 2026-11-20T01:00:00.000Z 5',
  ])
  const { body: aside } = await r.t.call('GET', '/api/v1/sources/body/quarantine')
  assert.deepEqual(aside.items.map((one) => String(one['reason'])).sort(), ['asset_unknown', 'at_invalid'])
  const rows = await r.t.centre.live.db.query<{ bytes: Buffer }>('select bytes from quarantine order by reason')
  const parts = rows.map((one) => JSON.parse(r.t.centre.live.secret.open(one.bytes).toString()) as { asset: string })
  assert.deepEqual(parts, [body[1], body[2]])
})

test('a recording is shown as of now in the demonstration, and never in live', async () => {
  await using r = await room(['live', 'demo'])
  const token = await r.t.token('demo-writer', ['read', 'write'], null, 'demo')
  const at = Date.parse('2026-11-20T08:00:00+07:00')
  const file = (hour: number, value: string) => {
    const time = new Date(at + hour * HOUR + 7 * HOUR).toISOString().replace(/\D/g, '').slice(0, 14)
    const bytes = Buffer.from(`PM2,5\t${value}\tug/m3\t${time}\t00\n`)
    return recordingLine({ at: at + hour * HOUR, origin: `DL_ABCD_K1_${time}.txt`, bytes })
  }
  await writeFile(join(r.folder, 'a.ndjson'), [recordingHead, file(0, '10'), file(1, '20')].join('\n'))
  const start = '2026-11-25T12:00:00Z'
  const settings = { path: r.folder, speed: 0, times: 'ends', start }
  const body = { connector: 'replay', decoder: 'air-station', assets: 'learn', settings }
  await r.put({ id: 'shown', ...body }, token)
  await r.until('shown', (one) => one.paused, token)
  assert.deepEqual(await r.values('demo', 'shown'), [
    'DL_ABCD_K1 pm25 2026-11-25T11:00:00.000Z 10',
    'DL_ABCD_K1 pm25 2026-11-25T12:00:00.000Z 20',
  ])
  await r.put({ id: 'real', ...body, settings: { ...settings, start: '2026-11-25T12:00:01Z' } })
  const refused = await r.until('real', (one) => one.error !== null)
  assert.match(refused.error ?? '', /outside of the context live/)
  assert.deepEqual(await r.values('live', 'real'), [])
})
