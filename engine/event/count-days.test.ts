import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, EVERYTHING, type EventDraft, HOUR, type Scope, bucketStart } from '#model'
import { countDays } from './count-days.ts'
import { histogram } from './histogram.ts'
import type { EventQuery } from './words.ts'
import { NOW, event, room } from './test-room.ts'

const OF_A: Scope = [{ agency: 'A', service: null, unit: null }]
const OF_BOTH: Scope = [...OF_A, { agency: 'B', service: null, unit: null }]
const OF_A_IN_UNIT: Scope = [{ agency: 'A', service: null, unit: '24133' }]
const START = bucketStart(NOW, DAY) - 6 * DAY
const QUESTIONS: readonly (readonly [EventQuery, Scope?])[] = [
  [{}],
  [{ q: 'cháy' }],
  [{ q: 'hiếm' }],
  [{ q: 'cháy hiếm' }],
  [{ q: 'cha*' }],
  [{ type: 'fire' }],
  [{ severity: 'high' }],
  [{ type: 'fire', severity: 'high' }],
  [{ source: 'src' }],
  [{}, OF_A],
  [{}, OF_BOTH],
  [{}, OF_A_IN_UNIT],
  [{ q: 'cháy' }, OF_A],
  [{}, []],
]

type Room = Awaited<ReturnType<typeof room>>

/** Six days of events, some words in most of them, some in few. */
function drafts(): EventDraft[] {
  return Array.from({ length: 240 }, (_, n) =>
    event(`e${n}`, {
      at: START + Math.floor((n * 6 * DAY) / 240),
      type: n % 2 === 0 ? 'fire' : 'flood',
      asset: n % 3 === 0 ? 'a1' : n % 3 === 1 ? 'b1' : 'm1',
      severity: n % 4 === 0 ? null : 'high',
      data: { title: `${n % 5 === 0 ? '' : 'cháy'} ${n % 37 === 0 ? 'hiếm' : ''} số ${n}` },
    }),
  )
}

/** All questions over the whole time, over a part of it that begins and ends within days, and by other steps. */
async function answers(r: Room): Promise<unknown[]> {
  const spans = [
    { from: START - 3 * DAY, to: NOW },
    { from: START + 5 * HOUR, to: START + 4 * DAY + 7 * HOUR },
  ]
  const found: unknown[] = []
  for (const span of spans)
    for (const step of [HOUR * 6, DAY, 2 * DAY])
      for (const [query, scope] of QUESTIONS)
        found.push(await histogram(r.ctx, { ...span, ...query }, step, scope ?? EVERYTHING))
  return found
}

test('counted days answer as the events themselves do, whatever is asked and whoever asks', async () => {
  await using r = await room()
  await r.send(...drafts())
  const looked = await answers(r)
  assert.equal(await countDays(r.ctx), 6)
  assert.deepEqual(await answers(r), looked)
  const kept = await r.ctx.db.query<{ lexeme: string }>('select distinct lexeme from event_count')
  assert.ok(kept.some((one) => one.lexeme === 'chay'))
  assert.ok(!kept.some((one) => one.lexeme === 'hiem'))
  // They are what is answered from: a count that was changed by hand shows.
  await r.t.owner('live').query(`update event_count set n = 1000 where lexeme = 'chay'`)
  const [first] = await histogram(r.ctx, { from: START, to: NOW, q: 'cháy' }, DAY, EVERYTHING)
  assert.equal(first?.count, 1000)
})

test('a late event takes the counts of its day away, also while they are made, and only those', async () => {
  await using r = await room()
  await r.send(...drafts())
  await countDays(r.ctx)
  await r.send(event('late', { at: START + DAY + HOUR, data: { title: 'cháy' } }), event('late', { at: START }))
  const days = async () => (await r.ctx.db.query<{ day: number }>('select day from event_day where counted')).length
  assert.equal(await days(), 5)
  const all = async () => (await histogram(r.ctx, { from: START, to: NOW }, DAY, EVERYTHING)).map((one) => one.count)
  assert.deepEqual(await all(), [40, 41, 40, 40, 40, 40])
  let sent: Promise<unknown> | undefined
  const meanwhile = {
    ...r.ctx,
    db: {
      ...r.ctx.db,
      query: async (text: string, values?: readonly unknown[]) => {
        if (text.includes('tsvector_to_array')) {
          const counted = await r.ctx.db.query(text, values)
          sent ??= r.send(event('later', { at: START + DAY + 2 * HOUR }))
          await sent
          return counted
        }
        return r.ctx.db.query(text, values)
      },
    },
  } as typeof r.ctx
  assert.equal(await countDays(meanwhile), 1)
  assert.ok(sent)
  assert.equal(await days(), 5)
  assert.deepEqual(await all(), [40, 42, 40, 40, 40, 40])
  assert.equal(await countDays(r.ctx), 1)
  assert.equal(await days(), 6)
  assert.deepEqual(await all(), [40, 42, 40, 40, 40, 40])
})

test('a day is counted when it is over, and days before the first event are no work', async () => {
  await using r = await room()
  assert.equal(await countDays(r.ctx), 0)
  await r.send(event('1', { at: START }), event('now', { at: NOW }))
  assert.equal(await countDays(r.ctx), 6)
  assert.equal(await countDays(r.ctx), 0)
  r.t.clock.set(bucketStart(NOW, DAY) + DAY + HOUR / 2)
  assert.equal(await countDays(r.ctx), 0)
  r.t.clock.set(bucketStart(NOW, DAY) + DAY + 2 * HOUR)
  assert.equal(await countDays(r.ctx), 1)
})
