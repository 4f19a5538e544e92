import { Problem } from '#model'
import type { Ctx } from '#engine/context'
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

interface Waiting {
  readonly source: string
  readonly values: readonly Omit<IncomingValue, 'batch'>[]
  /** Epoch ms, of values that come out of quarantine: when they came to the centre. */
  readonly arrived: number | undefined
  readonly done: (counts: Counts) => void
  readonly failed: (error: unknown) => void
}

/** Rows of one commit at most: large enough to be fast, small enough that nobody waits long behind it. */
const MOST = 20_000
/** Rows that may wait; beyond them the sender is asked to slow down rather than the memory to grow. */
const MOST_WAITING = 500_000
const waiting = new WeakMap<object, { queue: Waiting[]; pumping: boolean }>()

/**
 * Commits values of one source. Requests that wait while another commits share the next transaction (group commit);
 * each is answered after it, with its own counts.
 */
export async function commitValues(
  ctx: Pick<Ctx, 'journal' | 'clock'>,
  source: string,
  values: readonly Omit<IncomingValue, 'batch'>[],
  arrived?: number,
): Promise<Counts> {
  let line = waiting.get(ctx.journal)
  if (!line) waiting.set(ctx.journal, (line = { queue: [], pumping: false }))
  const { queue } = line
  if (queue.reduce((rows, one) => rows + one.values.length, 0) > MOST_WAITING) {
    throw new Problem('too_many', { retryAfter: 1 })
  }
  return new Promise((done, failed) => {
    queue.push({ source, values, arrived, done, failed })
    if (!line.pumping) void pump(ctx, line)
  })
}

async function pump(ctx: Pick<Ctx, 'journal' | 'clock'>, line: { queue: Waiting[]; pumping: boolean }): Promise<void> {
  line.pumping = true
  while (line.queue.length > 0) {
    const group = take(line.queue)
    try {
      const counts = await commitGroup(ctx, group)
      group.forEach((one, index) => one.done(counts[index] as Counts))
    } catch (error) {
      // Nothing of the group is stored. Away is away for all; else each stands alone, so that one cannot fail others.
      if (error instanceof Problem || group.length === 1) group.forEach((one) => one.failed(error))
      else
        for (const one of group) await commitGroup(ctx, [one]).then(([count]) => one.done(count as Counts), one.failed)
    }
  }
  line.pumping = false
}

/** The waiting requests of the first one's source, up to MOST rows; what comes out of quarantine commits alone. */
function take(queue: Waiting[]): Waiting[] {
  const first = queue[0] as Waiting
  if (first.arrived !== undefined) return queue.splice(0, 1)
  const group: Waiting[] = []
  let rows = 0
  for (const one of queue) {
    if (
      one.arrived !== undefined ||
      one.source !== first.source ||
      (group.length > 0 && rows + one.values.length > MOST)
    )
      continue
    group.push(one)
    rows += one.values.length
  }
  const taken = new Set(group)
  queue.splice(0, queue.length, ...queue.filter((one) => !taken.has(one)))
  return group
}

function commitGroup(ctx: Pick<Ctx, 'journal' | 'clock'>, group: readonly Waiting[]): Promise<Counts[]> {
  const { source, arrived } = group[0] as Waiting
  return ctx.journal.commit(async (tx, seq) => {
    const now = ctx.clock.now()
    const receivedAt = arrived ?? now
    const counts: Counts[] = group.map(() => ({ accepted: 0, duplicates: 0, corrected: 0 }))
    const values = group.flatMap((one, batch) => one.values.map((value) => ({ ...value, batch })))
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
