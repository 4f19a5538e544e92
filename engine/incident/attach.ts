import { type Attachment, type Incident, type Scope } from '#model'
import { type Upload, keep, listAttachments, readAttachment } from '#engine/attachment'
import type { Caller, Ctx } from '#engine/context'
import { type Acting, act, demanded } from './change.ts'
import { getIncident } from './list.ts'
import { refuseMarks } from './secrecy.ts'

type Files = Pick<Ctx, 'files' | 'scanner' | 'log'>

/** Puts a file to an incident; answers both. Whoever may not see the incident is told before anything is stored. */
export async function attach(
  ctx: Acting & Files,
  caller: Caller,
  of: { id: string; upload: Upload },
): Promise<{ incident: Incident; attachment: Attachment }> {
  refuseMarks({ name: of.upload.name })
  await demanded(ctx.db, { caller, id: of.id, verb: 'note' })
  const kept = await keep(ctx, caller, of.upload)
  const incident = await act(ctx, { caller, id: of.id, verb: 'note' }, async (tx, row, at) => {
    await kept.write(tx, { kind: 'incident', id: row.id }, at)
    return { act: 'attached', note: kept.name, to: {} }
  })
  const attachment = (await attachmentsOf(ctx, of.id, caller.scope)).find((one) => one.id === kept.id)
  if (!attachment) throw new Error('an attachment that was just written is not there')
  return { incident, attachment }
}

/** Those of an incident and of the ones that live on in it. Throws `not_found` outside the scope. */
export async function attachmentsOf(ctx: Pick<Ctx, 'db'>, id: string, scope: Scope): Promise<Attachment[]> {
  return listAttachments(ctx, { kind: 'incident', ids: await family(ctx, id, scope) })
}

export async function attachmentOf(ctx: Pick<Ctx, 'db' | 'files'>, of: { id: string; file: string }, scope: Scope) {
  return readAttachment(ctx, { kind: 'incident', ids: await family(ctx, of.id, scope) }, of.file)
}

async function family(ctx: Pick<Ctx, 'db'>, id: string, scope: Scope): Promise<string[]> {
  return [id, ...(await getIncident(ctx, id, scope)).merged]
}
