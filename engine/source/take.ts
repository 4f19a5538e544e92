import type { Decoder, Draft, EventDraft, ObservationDraft, RawMessage, Text, Unreadable } from '#model'
import type { Ctx } from '#engine/context'
import { inTime } from './in-time.ts'
import { quarantine } from './quarantine.ts'
import type { SourceRow } from './row.ts'

/**
 * Stores drafts and answers, after the commit, what could not be stored. `arrived` (epoch ms) is given when they are
 * read again: a value that came after them stays the one that counts.
 */
type Deliver<One extends Draft> = (
  ctx: Ctx,
  source: SourceRow,
  drafts: readonly One[],
  language?: keyof Text,
  arrived?: number,
) => Promise<{ rejected: readonly Refused[] }>
interface Refused {
  readonly index: number
  readonly problem: { readonly code: string; readonly title: string }
}

/** Where one kind of news goes in. */
interface Entrance<One extends Draft> {
  readonly store: Deliver<One>
  /** Reads the bodies of the public contract: what a source without a decoder sends. */
  readonly body: Decoder
}

/** What the composition root hands to whoever takes messages: an entrance for each kind of news. */
export interface Door {
  readonly observation: Entrance<ObservationDraft>
  readonly event: Entrance<EventDraft>
}

export type Aside = Omit<Unreadable, 'kind'>
type Message = Pick<RawMessage, 'bytes' | 'origin' | 'shift'>

/** Rejected drafts that a detail names. */
const NAMED = 5
const MOST_ALONE = 100
const SAID = 200
/** The only topics, and the only addresses, by which bodies are pushed. */
const PUSHED = /(?:^|\/)v1\/(observation|event)s$/

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
    parts.filter((part) => part.kind !== 'unreadable'),
  )
  const aside: Aside[] = parts.filter((part) => part.kind === 'unreadable')
  const rejected = await deliver(ctx, source, drafts, door, arrived)
  const first = rejected[0]
  const stored = drafts.length - rejected.length
  if (!first) return { stored, aside }
  const alone = refusedAlone(drafts, rejected)
  if (alone) return { stored, aside: [...aside, ...alone] }
  // The whole message is kept, once, so that all of it can be read again after the fix: what is stored is a duplicate.
  const named = rejected
    .slice(0, NAMED)
    .map(({ index, problem }) => `${nameOf(drafts[index] as Draft)}: ${problem.title}`)
  const whole = aside.find((part) => part.part === message.bytes)
  const rest = aside.filter((part) => part !== whole)
  const detail = [...named, ...(whole ? [whole.detail] : [])].join('; ')
  return { stored, aside: [...rest, { part: message.bytes, reason: first.problem.code, detail }] }
}

/** Each kind to its own store; `index` is the place in `drafts`. Events last: nothing after them can fail. */
async function deliver(
  ctx: Ctx,
  source: SourceRow,
  drafts: readonly Draft[],
  door: Door,
  arrived: number | undefined,
): Promise<Refused[]> {
  const refused: Refused[] = []
  const hand = async <One extends Draft>(store: Deliver<One>, is: (draft: Draft) => draft is One): Promise<void> => {
    const places = drafts.flatMap((draft, index) => (is(draft) ? [index] : []))
    if (places.length === 0) return
    const { rejected } = await store(ctx, source, drafts.filter(is), 'vi', arrived)
    for (const one of rejected) refused.push({ ...one, index: places[one.index] as number })
  }
  await hand(door.observation.store, (draft) => draft.kind === 'observation')
  await hand(door.event.store, (draft) => draft.kind === 'event')
  return refused
}

/** A draft in words, for the detail of a message that is set aside. */
function nameOf(draft: Draft): string {
  return draft.kind === 'observation' ? `“${draft.asset}” ${draft.property}` : `“${draft.id ?? '?'}” ${draft.type}`
}

/** Refused drafts that can stand alone, each with its reason; undefined when one cannot, or they are too many. */
function refusedAlone(drafts: readonly Draft[], rejected: readonly Refused[]): Aside[] | undefined {
  // A message that has brought events without ids is never kept whole: read again, it would bring them again.
  const nameless = drafts.some((draft) => draft.kind === 'event' && draft.id === null)
  if (rejected.length > MOST_ALONE && !nameless) return undefined
  const aside: Aside[] = []
  for (const { index, problem } of rejected) {
    const draft = drafts[index] as Draft
    if (draft.part === undefined) return undefined
    aside.push({ part: draft.part, reason: problem.code, detail: `${nameOf(draft)}: ${problem.title}` })
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
  if (source.connector === 'push' || source.decoder === null) {
    return (message) => {
      const kind = PUSHED.exec(message.origin)?.[1] as keyof Door | undefined
      if (kind) return door[kind].body(message)
      return source.connector === 'push' ? astray(message) : door.observation.body(message)
    }
  }
  const found = ctx.services.flatMap((service) => service.decoders).find((decoder) => decoder.id === source.decoder)
  if (!found) throw new Error(`unknown decoder: ${source.decoder}`)
  return found.decode
}

function astray({ bytes, origin }: Message): ReturnType<Decoder> {
  return [
    {
      kind: 'unreadable',
      part: bytes,
      reason: 'topic',
      detail: `“${origin.slice(0, SAID)}”: v1/observations, v1/events`,
    },
  ]
}
