import { Problem } from '#model'
import type { Caller, Ctx } from '#engine/context'
import type { SourceRow } from './row.ts'
import { selectOne } from './store.ts'

/** The source, or `not_found` when it is another agency's. */
export async function visible(ctx: Pick<Ctx, 'db' | 'clock'>, caller: Caller, id: string): Promise<SourceRow> {
  const row = await selectOne(ctx.db, id, ctx.clock.now(), caller.scope)
  if (!row) throw new Problem('not_found')
  return row
}
