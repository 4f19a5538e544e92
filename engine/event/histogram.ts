import { type EventCount, Problem, type Scope, bucketStart } from '#model'
import type { Ctx } from '#engine/context'
import type { EventSpan } from './list.ts'
import { selectCounts } from './store.ts'
import { tsqueryOf } from './words.ts'

/** More steps than a chart can draw. */
const MOST_STEPS = 2000

/** Events per `step` ms of a span, in order of time; steps begin on local time, empty ones are left out. */
export async function histogram(
  ctx: Pick<Ctx, 'db'>,
  span: EventSpan & { readonly from: number; readonly to: number },
  step: number,
  scope: Scope,
): Promise<EventCount[]> {
  const query = tsqueryOf(span, scope)
  if (span.from >= span.to) return []
  if ((span.to - span.from) / step > MOST_STEPS) {
    throw new Problem('invalid', { pointer: '/step', detail: `at most ${MOST_STEPS} steps` })
  }
  const of = { from: span.from, to: span.to, query, step, origin: bucketStart(span.from, step) }
  const counts = await ctx.db.transaction((tx) => selectCounts(tx, of, scope))
  return counts.map(({ at, count }) => ({ id: String(at), at: new Date(at).toISOString(), count }))
}
