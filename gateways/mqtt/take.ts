import type { Caller, Ctx } from '#engine/context'
import { acceptEvents, readEvents } from '#engine/event'
import { accept, readBody } from '#engine/observation'
import { ensureSource, takeMessage } from '#engine/source'

/**
 * One message: returns once everything in it is stored or set aside, which is when it may be acknowledged. Nobody can be
 * told of a bad row here: it is set aside alone, and the good rows of its message are stored. `live` is where the units are.
 */
export async function take(
  ctx: Ctx,
  live: Pick<Ctx, 'db'>,
  caller: Caller,
  topic: string,
  payload: Buffer,
): Promise<void> {
  const source = await ensureSource(ctx, caller, undefined)
  const message = { bytes: payload, origin: topic, ack: async () => undefined }
  await takeMessage(ctx, source, message, {
    observation: { store: accept, body: readBody },
    event: { store: acceptEvents(live), body: readEvents },
  })
}
