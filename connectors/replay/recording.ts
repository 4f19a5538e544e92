import { z } from 'zod'

/**
 * A recording is NDJSON: this head, then a line a message, `{at, origin, text}` or `{at, origin, base64}`. `at` is when
 * it arrived (RFC 3339), `origin` what the wire called it, the bytes are exactly those that came.
 */
export const recordingHead = JSON.stringify({ serepok: 'recording', version: 1 })

const Head = z.object({ serepok: z.literal('recording'), version: z.literal(1) })
const Line = z.object({
  at: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  origin: z.string(),
  text: z.string().optional(),
  base64: z.base64().optional(),
})

/** One message as a line of a recording, without the line break. */
export function recordingLine(message: { at: number; origin: string; bytes: Uint8Array }): string {
  const { origin } = message
  const at = new Date(message.at).toISOString()
  const bytes = Buffer.from(message.bytes)
  const text = bytes.toString('utf8')
  // Bytes that are no UTF-8 would come back changed.
  return JSON.stringify(
    Buffer.from(text, 'utf8').equals(bytes) ? { at, origin, text } : { at, origin, base64: bytes.toString('base64') },
  )
}

export function isHead(line: string): boolean {
  return Head.safeParse(parsed(line)).success
}

/** A line of a recording; undefined when it is none. `at` is epoch ms. */
export function readLine(line: string): { at: number; origin: string; bytes: Uint8Array } | undefined {
  const read = Line.safeParse(parsed(line))
  if (!read.success) return undefined
  const { at, origin, text, base64 } = read.data
  if (text !== undefined) return { at, origin, bytes: Buffer.from(text, 'utf8') }
  return base64 === undefined ? undefined : { at, origin, bytes: Buffer.from(base64, 'base64') }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
