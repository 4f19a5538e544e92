import { randomUUID } from 'node:crypto'
import { type AlertEvidence, EVERYTHING } from '#model'
import type { Ctx } from '#engine/context'
import type { Sql } from '#platform/database'
import type { Note } from '#platform/journal'
import { noteOf } from './list.ts'
import { type NewAlert, insert, insertChange, refresh, selectOne, selectOpen } from './store.ts'

/** What a rule says of a subject: `times` firings at once, the last of them described by `evidence`. */
export interface Firing extends Omit<NewAlert, 'id'> {
  readonly evidence: AlertEvidence
  readonly times: number
}

/**
 * Keeps one open alert per (rule, subject): opens it, or refreshes the one that stands, whoever holds it. Runs in the
 * journal's transaction and answers the note that tells the screens.
 */
export async function raise(tx: Sql, ctx: Pick<Ctx, 'clock'>, firing: Firing): Promise<Note> {
  const { evidence, times, ...alert } = firing
  const at = ctx.clock.now()
  const open = await selectOpen(tx, firing.rule, firing.subject)
  const id = open ?? randomUUID()
  if (open) await refresh(tx, id, evidence, times, at)
  else await insert(tx, { ...alert, id }, evidence, at)
  const act = open ? 'refreshed' : 'raised'
  await insertChange(tx, { alert: id, at, act, by: null, note: null, evidence })
  return noteOf(await selectOne(tx, id, EVERYTHING), at)
}
