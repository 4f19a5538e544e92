import type { Decoder, ObservationDraft, RawMessage, Text, Unreadable } from '#model'
import type { Ctx } from '#engine/context'
import { inTime } from './in-time.ts'
import { quarantine } from './quarantine.ts'
import type { SourceRow } from './row.ts'

/**
 * Stores drafts and answers, after the commit, what could not be stored. `arrived` (epoch ms) is given when they are
 * read again: a value that came after them stays the one that counts.
 */
export type Deliver = (
  ctx: Ctx,
  source: SourceRow,
  drafts: readonly ObservationDraft[],
  language?: keyof Text,
  arrived?: number,
) => Promise<{ rejected: readonly { index: number; problem: { code: string; title: string } }[] }>

/** What the composition root hands to whoever takes messages. */
export interface Door {
  readonly store: Deliver
  /** Reads the bodies of the public contract: what a source without a decoder sends. */
  readonly body: Decoder
}

export type Aside = Omit<Unreadable, 'kind'>
type Message = Pick<RawMessage, 'bytes' | 'origin' | 'shift'>

/** Rejected drafts that a detail names. */
const NAMED = 5
const MOST_ALONE = 100
const SAID = 200
/** The only topic, and the only address, by which bodies are pushed. */
const PUSHED = /(^|\/)v1\/observations$/

/** One message off a wire: what can be read is stored, what is left is set aside, and then it is acknowledged. */
export async function takeMessage(ctx: Ctx, source: SourceRow, message: Message & Pick<RawMessage, 'ack'>, door: Door) {
  const { aside } = await readMessage(ctx, source, message, door)
  await quarantine(ctx, source.id, message.origin, aside)
  await message.ack()
}

/**
 * Decodes and stores a message with the source as it is today, live or read again: answers how many rows are
 * stored and the parts that are still to be set aside. Throws when nothing could be stored and it must be tried again.
 */
export async function readMessage(
  ctx: Ctx,
  source: SourceRow,
  message: Message,
  door: Door,
  arrived?: number,
): Promise<{ stored: number; aside: Aside[] }> {
  const parts = decoded(decoderOf(ctx, source, door), message)
  const drafts = inTime(
    ctx,
    message,
    parts.filter((part) => part.kind === 'observation'),
  )
  const aside: Aside[] = parts.filter((part) => part.kind === 'unreadable')
  const { rejected } = drafts.length === 0 ? { rejected: [] } : await door.store(ctx, source, drafts, 'vi', arrived)
  const first = rejected[0]
  const stored = drafts.length - rejected.length
  if (!first) return { stored, aside }
  const alone = refusedAlone(drafts, rejected)
  if (alone) return { stored, aside: [...aside, ...alone] }
  // The whole message is kept, once, so that all of it can be read again after the fix: what is stored is a duplicate.
  const named = rejected
    .slice(0, NAMED)
    .map(({ index, problem }) => `“${drafts[index]?.asset}” ${drafts[index]?.property}: ${problem.title}`)
  const whole = aside.find((part) => part.part === message.bytes)
  const rest = aside.filter((part) => part !== whole)
  const detail = [...named, ...(whole ? [whole.detail] : [])].join('; ')
  return { stored, aside: [...rest, { part: message.bytes, reason: first.problem.code, detail }] }
}

/** Refused drafts that can stand alone, each with its reason; undefined when one cannot, or they are too many. */
function refusedAlone(
  drafts: readonly ObservationDraft[],
  rejected: Awaited<ReturnType<Deliver>>['rejected'],
): Aside[] | undefined {
  if (rejected.length > MOST_ALONE) return undefined
  const aside: Aside[] = []
  for (const { index, problem } of rejected) {
    const { part, asset, property } = drafts[index] as ObservationDraft
    if (part === undefined) return undefined
    aside.push({ part, reason: problem.code, detail: `“${asset}” ${property}: ${problem.title}` })
  }
  return aside
}

/** A decoder that fails on a message must not hold up what comes behind it: the message waits, whole. */
function decoded(decode: Decoder, message: Message): ReturnType<Decoder> {
  try {
    return decode(message)
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, SAID)
    return [{ kind: 'unreadable', part: message.bytes, reason: 'decoder', detail }]
  }
}

function decoderOf(ctx: Ctx, source: SourceRow, door: Door): Decoder {
  if (source.connector === 'push')
    return (message) => (PUSHED.test(message.origin) ? door.body(message) : astray(message))
  if (source.decoder === null) return door.body
  const found = ctx.services.flatMap((service) => service.decoders).find((decoder) => decoder.id === source.decoder)
  if (!found) throw new Error(`unknown decoder: ${source.decoder}`)
  return found.decode
}

function astray({ bytes, origin }: Message): ReturnType<Decoder> {
  return [{ kind: 'unreadable', part: bytes, reason: 'topic', detail: `“${origin.slice(0, SAID)}”: v1/observations` }]
}
