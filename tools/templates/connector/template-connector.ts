import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, RawMessage } from '#model'
import { z } from 'zod'

const Settings = z.object({
  url: z.url({ protocol: /^https?$/ }).meta({ title: 'Địa chỉ', description: 'Asked with GET', place: true }),
  look: z.number().int().min(1).max(86_400).default(60).meta({ title: 'Hỏi lại sau (giây)' }),
  token: z
    .string()
    .max(2000)
    .optional()
    .meta({ title: 'Mã truy cập', description: 'Sent as Authorization: Bearer', secret: true }),
})
type Settings = z.infer<typeof Settings>

const MOST_BYTES = 8 * 1024 * 1024
const WAIT_MS = 30_000

/** Giao thức mẫu: asks an address every `look` seconds; an answer that is the one stored last is no news. */
export const templateConnector: Connector<Settings> = {
  id: 'template-connector',
  name: { vi: 'Giao thức mẫu', en: 'Template connector' },
  settings: Settings,
  async *read(settings, signal) {
    // Of this run only: after a restart the same answer comes once more, and is stored once all the same.
    let stored = ''
    while (!signal.aborted) {
      const bytes = await ask(settings, signal)
      const digest = createHash('sha256').update(bytes).digest('hex')
      if (digest !== stored && bytes.byteLength > 0) {
        yield messageOf(bytes, settings.url, () => (stored = digest))
      }
      await sleep(settings.look * 1000, undefined, { signal }).catch(() => undefined)
    }
  },
}

function messageOf(bytes: Uint8Array, origin: string, stored: () => void): RawMessage {
  return { bytes, origin, receivedAt: Date.now(), ack: async () => stored() }
}

/** The body of the answer. Throws when there is none: the engine says why, waits and opens the connector again. */
async function ask({ url, token }: Settings, signal: AbortSignal): Promise<Uint8Array> {
  const answer = await fetch(url, {
    // Another address must not be handed the secret.
    redirect: 'error',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]),
  }).catch(explain)
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${answer.statusText}`.trim())
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body) {
    size += part.byteLength
    if (size > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** `fetch failed` helps nobody: what went wrong stands in its cause. */
function explain(error: unknown): never {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && cause.message !== '') throw cause
  throw error
}
