import type { Draft, RawMessage } from '#model'
import type { Ctx } from '#engine/context'

/** The drafts of a recording that is shown as of now, moved; what is real keeps its own time. */
export function inTime(
  ctx: Pick<Ctx, 'name'>,
  { shift = 0 }: Pick<RawMessage, 'shift'>,
  drafts: readonly Draft[],
): readonly Draft[] {
  if (shift === 0) return drafts
  if (ctx.name === 'live')
    throw new Error('times are moved outside of the context live only: what is real keeps its own')
  return drafts.map((draft): Draft => {
    if (draft.kind === 'observation') return { ...draft, at: draft.at + shift }
    return draft.at === null ? draft : { ...draft, at: draft.at + shift }
  })
}
