import type { Ctx } from '#engine/context'
import { type Batch, groupCommit } from '#engine/intake'
import { counted, heard } from '#engine/source'
import type { Sql } from '#platform/database'
import { type IncomingValue, gather, same } from './merge.ts'
import { OBSERVATION_ENTRY, type ObservationNews, packNews } from './news.ts'
import { correct, insertNew, insertSuperseded, selectTaken } from './store.ts'

export interface Counts {
  accepted: number
  duplicates: number
  corrected: number
}

/** Commits values of one source; requests that wait share the next transaction, each is answered with its own counts. */
export const commitValues = groupCommit(commitGroup)

function commitGroup(
  ctx: Pick<Ctx, 'journal' | 'clock'>,
  group: readonly Batch<Omit<IncomingValue, 'batch'>>[],
): Promise<Counts[]> {
  const { source, arrived } = group[0] as (typeof group)[0]
  return ctx.journal.commit(async (tx, seq) => {
    const now = ctx.clock.now()
    const receivedAt = arrived ?? now
    const counts: Counts[] = group.map(() => ({ accepted: 0, duplicates: 0, corrected: 0 }))
    const values = group.flatMap((one, batch) => one.rows.map((value) => ({ ...value, batch })))
    const news = await store(tx, values, counts, { receivedAt, again: arrived !== undefined }, seq)
    // The source did not speak just now: what it said then is counted then.
    await (arrived === undefined ? heard : counted)(tx, source, values.length, receivedAt)
    const notes =
      news.length === 0 ? [] : [{ kind: OBSERVATION_ENTRY, source, receivedAt: now, payload: packNews(news) }]
    return { result: counts, notes }
  })
}

async function store(
  tx: Sql,
  values: readonly IncomingValue[],
  counts: Counts[],
  { receivedAt, again }: { receivedAt: number; again: boolean },
  seq: number,
): Promise<ObservationNews[]> {
  const keys = gather(values)
  const firsts = keys.map((key) => key.first)
  const inserted = await insertNew(tx, firsts, receivedAt, seq)
  const taken = inserted === firsts.length ? [] : await selectTaken(tx, firsts, seq)
  const stood = new Map(taken.map((row) => [row.index, row]))
  const replacing: IncomingValue[] = []
  // Values that came before what stands: they join the history and count as duplicates.
  const passed = new Set<IncomingValue>()
  const news: ObservationNews[] = []
  const tell = (value: IncomingValue, corrected: boolean): void => {
    news.push({ ...value, corrected })
    const count = counts[value.batch] as Counts
    if (corrected) count.corrected += 1
    else count.accepted += 1
  }
  keys.forEach(({ first }, index) => {
    const before = stood.get(index)
    if (!before) tell(first, false)
    else if (again && before.receivedAt > receivedAt) passed.add(first)
    else if (same(before, first)) (counts[first.batch] as Counts).duplicates += 1
    else {
      replacing.push(first)
      tell(first, true)
    }
  })
  if (replacing.length > 0) await correct(tx, replacing, receivedAt, seq)
  for (const { first, corrections, duplicates } of keys) {
    for (const value of passed.has(first) ? [] : corrections) {
      await correct(tx, [value], receivedAt, seq)
      tell(value, true)
    }
    const told = passed.has(first) ? [first, ...corrections, ...duplicates] : duplicates
    for (const value of told) (counts[value.batch] as Counts).duplicates += 1
  }
  await insertSuperseded(tx, [...passed], receivedAt, seq)
  return news
}
