import { Problem, type QuarantinedContent } from '#model'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import { selectMessage } from './quarantine-store.ts'
import { marksOf, readable, textOf } from './readable.ts'

/** Bytes that are shown at most. */
const MOST_SHOWN = 64 * 1024

/** Opens one quarantined message: what is in it nobody knew, so who looked is on the audit chain. */
export async function openMessage(
  ctx: Pick<Ctx, 'db' | 'clock' | 'secret'>,
  caller: Caller,
  source: string,
  id: number,
): Promise<QuarantinedContent> {
  return ctx.db.transaction(async (tx) => {
    const found = await selectMessage(tx, source, id)
    if (!found) throw new Problem('not_found')
    const whole = ctx.secret.open(found.sealed)
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: 'quarantine.open',
      subject: `${source} ${id}`,
    })
    const cut = whole.byteLength > MOST_SHOWN
    const bytes = whole.subarray(0, MOST_SHOWN)
    const plain = textOf(bytes, cut)
    const text = plain === null ? null : readable(plain)
    return {
      ...found.message,
      text,
      marks: text === null ? [] : marksOf(text, found.message.detail),
      base64: bytes.toString('base64'),
      cut,
    }
  })
}
