import { type Evidence, type Incident, Problem } from '#model'
import type { Caller, Ctx } from '#engine/context'
import { attachmentsOf } from './attach.ts'
import { type Acting, act } from './change.ts'
import { refuseMarks } from './secrecy.ts'

/**
 * Only evidence closes. A document or a photo with its time and place is proof; a note alone is somebody's word, and the
 * incident says so for ever. Throws `evidence_lacking` saying what is missing.
 */
export async function close(
  ctx: Acting,
  caller: Caller,
  of: { id: string; version?: number | undefined; evidence: readonly Evidence[]; note?: string | undefined },
): Promise<Incident> {
  const { evidence, note, ...order } = of
  refuseMarks({ note, ...Object.fromEntries(evidence.map((one, index) => [`evidence/${index}/text`, one.text])) })
  if (evidence.length === 0)
    throw new Problem('evidence_lacking', { pointer: '/evidence', detail: 'note, document, photo' })
  await checkFiles(ctx, caller, of.id, evidence)
  const proof = evidence.some((one) => one.kind !== 'note')
  return act(ctx, { caller, ...order, verb: 'close' }, (_, { stood }, at) => ({
    act: 'closed',
    note: note ?? null,
    to: {
      state: 'closed',
      closed_at: new Date(at).toISOString(),
      closed_by: caller.id,
      closing: proof ? 'proof' : 'word',
      evidence: [...stood.evidence, ...evidence],
    },
  }))
}

async function checkFiles(
  ctx: Pick<Ctx, 'db'>,
  caller: Caller,
  incident: string,
  evidence: readonly Evidence[],
): Promise<void> {
  const files = new Map(
    (await attachmentsOf(ctx, incident, caller.scope)).map((attachment) => [attachment.id, attachment]),
  )
  for (const [index, { kind, text, file }] of evidence.entries()) {
    const lacks = (field: string, detail: string): Problem =>
      new Problem('evidence_lacking', { pointer: `/evidence/${index}/${field}`, detail })
    if (kind === 'note') {
      if (text === undefined) throw lacks('text', 'what was done')
      continue
    }
    const found = file === undefined ? undefined : files.get(file)
    if (!found) throw lacks('file', 'no such attachment of this incident')
    if (kind === 'document' ? found.kind === 'image' : found.kind !== 'image') throw lacks('file', `not a ${kind}`)
    if (kind === 'photo' && (found.taken_at === null || found.lat === null)) throw lacks('file', 'time and place')
  }
}
