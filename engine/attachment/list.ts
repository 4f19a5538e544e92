import { type Attachment, Problem } from '#model'
import type { Ctx } from '#engine/context'
import { type Belonging, selectAttachments } from './store.ts'

/** The attachments of something that the caller may see. */
export function listAttachments(ctx: Pick<Ctx, 'db'>, of: Belonging): Promise<Attachment[]> {
  return selectAttachments(ctx.db, of)
}

/** One of them with its bytes. Throws `not_found`. */
export async function readAttachment(
  ctx: Pick<Ctx, 'db' | 'files'>,
  of: Belonging,
  id: string,
): Promise<{ attachment: Attachment; bytes: Buffer }> {
  const attachment = (await selectAttachments(ctx.db, of)).find((one) => one.id === id)
  const bytes = attachment && (await ctx.files.read(attachment.digest))
  if (!attachment || !bytes) throw new Problem('not_found')
  return { attachment, bytes }
}
