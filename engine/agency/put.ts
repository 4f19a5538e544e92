import { type Agency, Code, Day, Problem, type Scope, covers, localDay } from '#model'
import { type Actor, record } from '#engine/audit'
import type { Shared } from '#engine/context'
import type { Sql } from '#platform/database'
import { z } from 'zod'
import { lineagesOf } from './lineage.ts'
import { adopt, close, correct, everUsed, insert, lockNewest, lockRegister, rename } from './store.ts'

const Word = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'no control characters')

export const AgencyEdit = z
  .object({
    code: Code.optional(),
    name: Word(200).optional(),
    short: Word(20).optional(),
    from: Day.optional().meta({ description: 'First day of the new state, today unless given' }),
  })
  .meta({ id: 'AgencyEdit' })
export type AgencyEdit = z.infer<typeof AgencyEdit>

/**
 * Changes an agency from a day on: its row ends there and a new one begins; on the row's own first day its words are
 * corrected in place. A new code keeps what belongs to the old one (see lineage.ts). Agencies belong to the whole
 * province: an actor bound to one is refused. `not_found`, `conflict` when the new code was another agency's.
 */
export async function putAgency(
  live: Pick<Shared, 'db' | 'clock'>,
  actor: Actor & { readonly scope: Scope },
  code: string,
  edit: AgencyEdit,
): Promise<Agency> {
  if (!covers(actor.scope, { agency: null, service: null, unit: null })) throw new Problem('forbidden')
  const from = edit.from ?? localDay(live.clock.now())
  return live.db.transaction(async (tx) => {
    await lockRegister(tx)
    const before = await lockNewest(tx, code)
    if (!before) throw new Problem('not_found')
    const after = await next(tx, before, edit, from)
    if (!after) return before
    await record(tx, live, {
      actor: { kind: actor.kind, id: actor.id },
      act: 'agency.edit',
      subject: before.code,
      detail: { from, before: words(before), after: words(after) },
    })
    return after
  })
}

/** Writes the state that begins on `from`; undefined when nothing would differ. */
async function next(tx: Sql, before: Agency, edit: AgencyEdit, from: string): Promise<Agency | undefined> {
  const code = edit.code ?? before.code
  const name = edit.name ?? before.name
  const short = edit.short ?? before.short
  if (code === before.code && name === before.name && short === before.short) return undefined
  const firstDay = from === before.valid_from
  if (from < before.valid_from || (firstDay && code !== before.code)) {
    throw new Problem('invalid', { pointer: '/from', detail: `the present row begins on ${before.valid_from}` })
  }
  const after = { ...before, id: `${code}@${from}`, code, name, short, valid_from: from }
  if (firstDay) {
    await correct(tx, after)
    return after
  }
  if (code !== before.code) {
    const own = (await lineagesOf(tx, [before.code])).get(before.code)
    if (!own?.codes.includes(code) && (await everUsed(tx, code))) throw new Problem('conflict', { pointer: '/code' })
  }
  await close(tx, before, from)
  await insert(tx, [after])
  if (code !== before.code) {
    await rename(tx, before.code, code, from)
    await adopt(tx, before.code, code, from)
  }
  return after
}

function words({ code, name, short }: Agency): { code: string; name: string; short: string } {
  return { code, name, short }
}
