import { Problem } from '#model'
import type { Ctx } from '#engine/context'

/** What one request brings: rows of one source. */
export interface Batch<Row> {
  readonly source: string
  readonly rows: readonly Row[]
  /** Epoch ms, of rows that come out of quarantine: when they came to the centre. */
  readonly arrived: number | undefined
}

interface Waiting<Row, Answer> extends Batch<Row> {
  readonly done: (answer: Answer) => void
  readonly failed: (error: unknown) => void
}
interface Line<Row, Answer> {
  queue: Waiting<Row, Answer>[]
  pumping: boolean
}
type Ground = Pick<Ctx, 'journal' | 'clock'>
type CommitGroup<Row, Answer> = (ctx: Ground, group: readonly Batch<Row>[]) => Promise<Answer[]>

/** Rows of one commit at most: large enough to be fast, small enough that nobody waits long behind it. */
const MOST = 20_000
/** Rows that may wait; beyond them the sender is asked to slow down rather than the memory to grow. */
const MOST_WAITING = 500_000

/**
 * Makes the verb that commits rows of one source. Requests that wait while another commits share the next transaction
 * (group commit); each is answered after it, with its own answer. `commitGroup` is given batches of one source.
 */
export function groupCommit<Row, Answer>(
  commitGroup: CommitGroup<Row, Answer>,
): (ctx: Ground, batch: Batch<Row>) => Promise<Answer> {
  const waiting = new WeakMap<object, Line<Row, Answer>>()
  return async (ctx, batch) => {
    let line = waiting.get(ctx.journal)
    if (!line) waiting.set(ctx.journal, (line = { queue: [], pumping: false }))
    const { queue } = line
    if (queue.reduce((rows, one) => rows + one.rows.length, 0) > MOST_WAITING) {
      throw new Problem('too_many', { retryAfter: 1 })
    }
    return new Promise((done, failed) => {
      queue.push({ ...batch, done, failed })
      if (!line.pumping) void pump(ctx, line, commitGroup)
    })
  }
}

async function pump<Row, Answer>(
  ctx: Ground,
  line: Line<Row, Answer>,
  commitGroup: CommitGroup<Row, Answer>,
): Promise<void> {
  line.pumping = true
  while (line.queue.length > 0) {
    const group = take(line.queue)
    try {
      const answers = await commitGroup(ctx, group)
      group.forEach((one, index) => one.done(answers[index] as Answer))
    } catch (error) {
      // Nothing of the group is stored. Away is away for all; else each stands alone, so that one cannot fail others.
      if (error instanceof Problem || group.length === 1) group.forEach((one) => one.failed(error))
      else
        for (const one of group)
          await commitGroup(ctx, [one]).then(([answer]) => one.done(answer as Answer), one.failed)
    }
  }
  line.pumping = false
}

/** The waiting requests of the first one's source, up to MOST rows; what comes out of quarantine commits alone. */
function take<Row, Answer>(queue: Waiting<Row, Answer>[]): Waiting<Row, Answer>[] {
  const first = queue[0] as Waiting<Row, Answer>
  if (first.arrived !== undefined) return queue.splice(0, 1)
  const group: Waiting<Row, Answer>[] = []
  let rows = 0
  for (const one of queue) {
    if (one.arrived !== undefined || one.source !== first.source || (group.length > 0 && rows + one.rows.length > MOST))
      continue
    group.push(one)
    rows += one.rows.length
  }
  const taken = new Set(group)
  queue.splice(0, queue.length, ...queue.filter((one) => !taken.has(one)))
  return group
}
