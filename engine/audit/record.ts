import type { Ctx } from '#engine/context'
import type { Sql } from '#platform/database'
import { insert } from './store.ts'

/** Who acted. `system` is the centre itself or a command on its machine. */
export interface Actor {
  readonly kind: 'person' | 'token' | 'system'
  readonly id: string
}

export interface Act {
  readonly actor: Actor
  /** Noun and verb, `alert.acknowledge`. */
  readonly act: string
  /** The id of what was acted upon. */
  readonly subject: string
  /** Before and after, ids and codes; personal fields only as `digest`s, secrets never. */
  readonly detail?: object
}

/**
 * Puts the act on the audit trail in the act's own transaction: both are stored or neither is. `tx` decides the trail:
 * acts on shared nouns come with a transaction of the `live` context and so stand in `live.audit`.
 */
export async function record(tx: Sql, ctx: Pick<Ctx, 'clock'>, act: Act): Promise<void> {
  await insert(tx, {
    at: ctx.clock.now(),
    actorKind: act.actor.kind,
    actor: clean(act.actor.id),
    act: act.act,
    subject: clean(act.subject),
    detail: JSON.stringify(act.detail ?? {}, (_name, value: unknown) =>
      typeof value === 'string' ? clean(value) : value,
    ),
  })
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; an act is never refused for one in a foreign name. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}
