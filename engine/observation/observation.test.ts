import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, HOUR, MINUTE, type ObservationDraft, Problem, type Scope } from '#model'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { ensureSource } from '#engine/source'
import { accept } from './accept.ts'
import { aggregate, history } from './history.ts'
import { once } from '#engine/intake'
import { ingest } from './ingest.ts'
import { latest } from './latest.ts'
import { observationNews } from './news.ts'

const NOW = Date.parse('2026-11-24T10:00:00Z')
const OF_A: Scope = [{ agency: 'A', service: null, unit: null }]

async function room(assets: Record<string, string | null> = { m1: null }) {
  const t = await testContext({ services: [testService] })
  t.clock.set(NOW)
  await putTestAssets(t.ctx, assets)
  const source = await ensureSource(t.ctx, caller(), 'src')
  const span = { asset: 'm1', property: 'wind', from: NOW - 100 * HOUR, to: NOW + 100 * HOUR }
  const spans = { assets: ['m1'], properties: ['wind'], from: span.from, to: span.to }
  const raw = async () =>
    (await history(t.ctx, span, EVERYTHING, { limit: 1000 })).items.map((row) => [row.at, row.value, row.quality])
  return { t, ctx: t.ctx, source, span, spans, raw, [Symbol.asyncDispose]: () => t[Symbol.asyncDispose]() }
}

function wind(at: number, value: number, more: Partial<ObservationDraft> = {}): ObservationDraft {
  return { kind: 'observation', asset: 'm1', property: 'wind', at, value, ...more }
}

test('stored once: the same again is a duplicate, another value a correction, both kept', async () => {
  await using r = await room()
  const counts = async (...drafts: ObservationDraft[]) => {
    const { accepted, duplicates, corrected, rejected } = await accept(r.ctx, r.source, drafts)
    return [accepted, duplicates, corrected, rejected.length]
  }
  assert.deepEqual(await counts(wind(NOW, 5), wind(NOW - MINUTE, 4)), [2, 0, 0, 0])
  assert.deepEqual(await counts(wind(NOW, 5), wind(NOW - MINUTE, 4.5)), [0, 1, 1, 0])
  assert.deepEqual(await counts(wind(NOW - HOUR, 1), wind(NOW - HOUR, 1), wind(NOW - HOUR, 2)), [1, 1, 1, 0])
  assert.deepEqual(await r.raw(), [
    ['2026-11-24T09:00:00.000Z', 2, 'good'],
    ['2026-11-24T09:59:00.000Z', 4.5, 'good'],
    ['2026-11-24T10:00:00.000Z', 5, 'good'],
  ])
  const before = await r.ctx.db.query<{ value: number }>('select value from observation_superseded order by id')
  assert.deepEqual(
    before.map((row) => row.value),
    [4, 1],
  )
})

test('a commit leaves one journal entry with what is new, and duplicates leave none', async () => {
  await using r = await room()
  await accept(r.ctx, r.source, [wind(NOW, 5), wind(NOW - MINUTE, 4)])
  await accept(r.ctx, r.source, [wind(NOW, 5)])
  await accept(r.ctx, r.source, [wind(NOW, 6)])
  const entries = await r.ctx.journal.read(0, 10)
  assert.equal(entries.length, 2)
  assert.equal(entries[0]?.source, 'src')
  assert.deepEqual(
    entries.flatMap(observationNews).map((one) => [one.at, one.value, one.corrected]),
    [
      [NOW, 5, false],
      [NOW - MINUTE, 4, false],
      [NOW, 6, true],
    ],
  )
})

test('good rows of a mixed batch are stored, each bad one is named', async () => {
  await using r = await room({ m1: null, b1: 'B' })
  const at = '2026-11-24T09:00:00Z'
  const good = { asset: 'm1', property: 'wind', at, value: 1 }
  const answer = await ingest(
    r.ctx,
    r.source,
    [
      { ...good, asset: 'nobody' },
      good,
      { ...good, property: 'heat' },
      { ...good, property: 'wind_sum' },
      { ...good, at: '2026-11-24T09:00:00' },
      { ...good, at: '1999-01-01T00:00:00Z' },
      { ...good, at: '2099-01-01T00:00:00Z' },
      { ...good, value: 'x' },
      17,
    ],
    'en',
  )
  assert.equal(answer.accepted, 1)
  assert.deepEqual(
    answer.rejected.map(({ index, problem }) => `${index} ${problem.code} ${problem.pointer}`),
    [
      '0 asset_unknown /0/asset',
      '2 property_unknown /2/property',
      '3 property_derived /3/property',
      '4 at_invalid /4/at',
      '5 at_out_of_reach /5/at',
      '6 at_out_of_reach /6/at',
      '7 value_invalid /7/value',
      '8 row_invalid /8',
    ],
  )
})

test('NDJSON: an unreadable line is a rejected row, not a refused batch', async () => {
  await using r = await room()
  const line = (value: number, minute: string): string =>
    JSON.stringify({ asset: 'm1', property: 'wind', at: `2026-11-24T09:${minute}:00Z`, value })
  const answer = await ingest(r.ctx, r.source, `${line(1, '00')}\n{"asset":\n\n${line(2, '01')}\n`, 'vi')
  assert.equal(answer.accepted, 2)
  assert.deepEqual(
    answer.rejected.map((one) => one.index),
    [1],
  )
})

test('an agency writes its own assets only, and another agency reads none of them', async () => {
  await using r = await room({ m1: 'A', b1: 'B' })
  const source = { ...r.source, agency: 'A' }
  const answer = await accept(r.ctx, source, [wind(NOW, 5), wind(NOW, 5, { asset: 'b1' })])
  assert.equal(answer.accepted, 1)
  assert.equal(answer.rejected[0]?.problem.code, 'asset_unknown')
  const of = (scope: Scope) => history(r.ctx, r.span, scope, { limit: 10 })
  assert.equal((await of(OF_A)).items.length, 1)
  assert.equal((await of([{ agency: 'B', service: null, unit: null }])).items.length, 0)
  assert.equal((await latest(r.ctx, {}, [{ agency: 'B', service: null, unit: null }], { limit: 10 })).items.length, 0)
  assert.equal((await of([])).items.length, 0)
})

test('flagged values are kept and shown, and enter no aggregate', async () => {
  await using r = await room()
  const hour = NOW - HOUR
  await accept(r.ctx, r.source, [
    wind(hour, 4),
    wind(hour + MINUTE, 8),
    wind(hour + 2 * MINUTE, -99),
    wind(hour + 3 * MINUTE, -1),
    wind(hour + 4 * MINUTE, 50, { quality: 'calibration' }),
    wind(NOW + 10 * MINUTE, 60),
  ])
  assert.deepEqual(
    (await r.raw()).map((row) => row[2]),
    ['good', 'good', 'sentinel', 'negative', 'calibration', 'future'],
  )
  for (const [name, value] of [
    ['mean', 6],
    ['min', 4],
    ['max', 8],
    ['sum', 12],
    ['count', 2],
    ['last', 8],
  ] as const) {
    const { items } = await aggregate(r.ctx, r.spans, { step: HOUR, aggregate: name }, EVERYTHING, { limit: 10 })
    assert.deepEqual(
      items.map((row) => [row.at, row.value, row.count]),
      [['2026-11-24T09:00:00.000Z', value, 2]],
      name,
    )
  }
})

test('days begin at local midnight, pages follow one another without loss', async () => {
  await using r = await room()
  const midnight = Date.parse('2026-11-23T17:00:00Z')
  await accept(r.ctx, r.source, [wind(midnight - 1, 1), wind(midnight, 2), wind(midnight + HOUR, 4)])
  const days = await aggregate(r.ctx, r.spans, { step: 24 * HOUR, aggregate: 'sum' }, EVERYTHING, { limit: 10 })
  assert.deepEqual(
    days.items.map((row) => [row.at, row.value]),
    [
      ['2026-11-22T17:00:00.000Z', 1],
      ['2026-11-23T17:00:00.000Z', 6],
    ],
  )
  const first = await history(r.ctx, r.span, EVERYTHING, { limit: 2 })
  const second = await history(r.ctx, r.span, EVERYTHING, { limit: 2, cursor: first.next ?? '' })
  assert.deepEqual(
    [...first.items, ...second.items].map((row) => row.value),
    [1, 2, 4],
  )
  assert.equal(second.next, null)
  const folded = await aggregate(r.ctx, r.spans, { step: HOUR, aggregate: 'sum' }, EVERYTHING, { limit: 1 })
  const rest = await aggregate(r.ctx, r.spans, { step: HOUR, aggregate: 'sum' }, EVERYTHING, {
    limit: 5,
    cursor: folded.next ?? '',
  })
  assert.deepEqual(
    [...folded.items, ...rest.items].map((row) => row.value),
    [1, 2, 4],
  )
})

test('buckets of several assets, those of the scope alone, page by page without loss or repetition', async () => {
  await using r = await room({ m1: null, m2: 'A', m3: 'B' })
  const drafts = ['m1', 'm2', 'm3'].flatMap((asset, at) =>
    [0, 1].map((back) => wind(NOW - back * HOUR, 10 * at + back, { asset })),
  )
  await accept(r.ctx, r.source, drafts)
  const spans = { ...r.spans, assets: ['m3', 'm1', 'm2'], properties: ['wind', 'wind_sum'] }
  const of = { step: HOUR, aggregate: 'mean' } as const
  const seen: [string, string, number][] = []
  for (let cursor: string | undefined; ;) {
    const page = await aggregate(r.ctx, spans, of, EVERYTHING, { limit: 2, cursor })
    seen.push(...page.items.map((row): [string, string, number] => [row.at.slice(11, 13), row.asset, row.value]))
    if (page.next === null) break
    cursor = page.next
  }
  assert.deepEqual(seen, [
    ['09', 'm1', 1],
    ['09', 'm2', 11],
    ['09', 'm3', 21],
    ['10', 'm1', 0],
    ['10', 'm2', 10],
    ['10', 'm3', 20],
  ])
  const own = await aggregate(r.ctx, spans, of, OF_A, { limit: 10 })
  assert.deepEqual([...new Set(own.items.map((row) => row.asset))], ['m2'])
  for (const cursor of ['x', '1', '99999999999999 wind m1', `${NOW} wind `]) {
    await assert.rejects(aggregate(r.ctx, spans, of, EVERYTHING, { limit: 10, cursor }), Problem, cursor)
  }
})

test('the newest value goes stale when every and grace have passed, and the future is not the newest', async () => {
  await using r = await room()
  await accept(r.ctx, r.source, [wind(NOW, 5), wind(NOW + 2 * HOUR, 9)])
  const now = async () => (await latest(r.ctx, { service: 'weather' }, EVERYTHING, { limit: 10 })).items[0]
  assert.equal((await now())?.value, 5)
  assert.equal((await now())?.stale, false)
  assert.equal((await now())?.stale_from, '2026-11-24T13:00:00.000Z')
  r.t.clock.set(NOW + 3 * HOUR - 1)
  assert.equal((await now())?.value, 9)
  r.t.clock.set(NOW + 5 * HOUR)
  assert.equal((await now())?.stale, true)
})

test('in any order, three times over, from many senders at once: the same rows, exact counts', async () => {
  await using r = await room()
  const drafts = Array.from({ length: 300 }, (_, i) => wind(NOW - i * MINUTE, i % 40))
  const batches = Array.from({ length: 30 }, (_, b) =>
    Array.from({ length: 30 }, (_, i) => drafts[(b * 97 + i * 31) % 300] as ObservationDraft),
  )
  const answers = await Promise.all([...batches, drafts].map((batch) => accept(r.ctx, r.source, batch)))
  const sum = (key: 'accepted' | 'duplicates' | 'corrected'): number => answers.reduce((n, one) => n + one[key], 0)
  assert.equal(sum('accepted'), 300)
  assert.equal(sum('duplicates'), 900)
  assert.equal(sum('corrected'), 0)
  assert.equal((await r.raw()).length, 300)
  const [source] = await r.ctx.db.query<{ received: number }>(`select received from source where id = 'src'`)
  assert.equal(source?.received, 1200)
})

test('the same Idempotency-Key answers the same; another body under it is a conflict', async () => {
  await using r = await room()
  const body = [{ asset: 'm1', property: 'wind', at: '2026-11-24T09:00:00Z', value: 1 }]
  const send = (key: string, rows: unknown[]) => once(r.ctx, 'c', key, rows, () => ingest(r.ctx, r.source, rows, 'vi'))
  assert.equal((await send('k', body)).accepted, 1)
  assert.equal((await send('k', body)).accepted, 1)
  assert.equal((await send('l', body)).duplicates, 1)
  await assert.rejects(send('k', [...body, ...body]), (error) => error instanceof Problem && error.code === 'conflict')
})
