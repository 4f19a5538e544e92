import { Problem } from '#model'
import type { Caller, Ctx } from '#engine/context'
import { ingest } from '#engine/observation'
import { ensureSource, quarantine } from '#engine/source'

const OBSERVATIONS = 'v1/observations'

/**
 * One message: returns once everything in it is stored or set aside, which is when it may be acknowledged. Nobody can be
 * told of a bad row here, so a message with one goes whole to quarantine; its good rows are stored all the same.
 */
export async function take(ctx: Ctx, caller: Caller, topic: string, payload: Buffer): Promise<void> {
  const source = await ensureSource(ctx, caller, undefined)
  const aside = (reason: string, detail: string): Promise<void> =>
    quarantine(ctx, source.id, topic, [{ part: payload, reason, detail }])
  if (topic !== OBSERVATIONS) return aside('topic', `${topic.slice(0, 200)}: ${OBSERVATIONS}`)
  const body = read(payload)
  if (body === undefined) return aside('unreadable', 'not JSON in UTF-8')
  try {
    const { rejected } = await ingest(ctx, source, body, 'vi')
    const first = rejected[0]
    if (first) {
      const named = rejected.slice(0, 5).map(({ index, problem }) => `${problem.pointer ?? index}: ${problem.title}`)
      await aside(first.problem.code, named.join('; '))
    }
  } catch (error) {
    // What the body itself is at fault for will not get better by sending it again.
    if (!(error instanceof Problem) || error.code === 'unavailable' || error.code === 'too_many') throw error
    await aside(error.code, error.message)
  }
}

/** JSON as a value; anything else that reads line by line as NDJSON text. */
function read(payload: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload)
    try {
      return JSON.parse(text)
    } catch {
      return text.trimStart().startsWith('{') && text.includes('\n') ? text : undefined
    }
  } catch {
    return undefined
  }
}
