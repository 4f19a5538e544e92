import { DAY, type EventCount, Problem, type Scope, bucketStart } from '#model'
import type { Ctx } from '#engine/context'
import { selectDays } from './count-store.ts'
import type { EventSpan } from './list.ts'
import { selectCounts } from './store.ts'
import { countedLexemes, tsqueryOf } from './words.ts'

/** More steps than a chart can draw. */
const MOST_STEPS = 2000
/** When more pieces of time are without counts, all of it is looked through at once. */
const MOST_GAPS = 8

interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Events per `step` ms of a span, in order of time; steps begin on local time, empty ones are left out. Steps of whole days
 * take what was counted for finished days, and look through the rest.
 */
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
  const origin = bucketStart(span.from, step)
  const counts = new Map<number, number>()
  const add = (at: number, n: number): unknown => counts.set(at, (counts.get(at) ?? 0) + n)
  const lexemes = step % DAY === 0 ? countedLexemes(span, scope) : undefined
  await ctx.db.transaction(async (tx) => {
    const first = bucketStart(span.from + DAY - 1, DAY)
    const last = bucketStart(span.to, DAY)
    const days = lexemes && first < last ? await selectDays(tx, lexemes, first, last) : []
    const gaps = gapsBetween(span, days)
    const known = gaps.length <= MOST_GAPS
    if (known) for (const { day, n } of days) add(origin + Math.floor((day - origin) / step) * step, n)
    for (const gap of known ? gaps : [span]) {
      const found = await selectCounts(tx, { from: gap.from, to: gap.to, query, step, origin }, scope)
      for (const { at, count } of found) add(at, count)
    }
  })
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => a - b)
    .map(([at, count]) => ({ id: String(at), at: new Date(at).toISOString(), count }))
}

/** The parts of a span between days, which are in order. */
function gapsBetween(span: Stretch, days: readonly { readonly day: number }[]): Stretch[] {
  const gaps: Stretch[] = []
  let from = span.from
  for (const { day } of days) {
    if (day > from) gaps.push({ from, to: day })
    from = day + DAY
  }
  if (from < span.to) gaps.push({ from, to: span.to })
  return gaps
}
