import { clear, raise } from '#engine/alert'
import type { Ctx } from '#engine/context'
import type { Note } from '#platform/journal'
import type { Action } from './action.ts'
import { standingOf } from './standing.ts'
import { saveStates } from './store.ts'

/** Raises and clears alerts and keeps what the rules remember, in one transaction of the journal. */
export async function carryOut(
  ctx: Pick<Ctx, 'journal' | 'clock'>,
  actions: readonly Action[],
  states: readonly { rule: string; subject: string; state: unknown }[],
): Promise<void> {
  if (actions.length === 0 && states.length === 0) return
  await ctx.journal.commit(async (tx) => {
    const notes: Note[] = []
    for (const { verdict, rule, asset, evidence, times } of actions) {
      if (verdict === 'ends') {
        const note = await clear(tx, ctx, { rule: rule.id, subject: asset.id, evidence })
        if (note) notes.push(note)
        continue
      }
      const standing = standingOf(rule, asset)
      if (!standing) continue
      notes.push(
        await raise(tx, ctx, {
          rule: rule.id,
          title: standing.title,
          subject: asset.id,
          subject_name: asset.name,
          service: asset.service,
          agency: asset.agency,
          unit: asset.unit,
          lat: asset.lat,
          lon: asset.lon,
          severity: standing.severity,
          evidence,
          times,
        }),
      )
    }
    await saveStates(tx, states)
    return { result: undefined, notes }
  })
}
