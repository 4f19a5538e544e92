import { z } from 'zod'
import { Instant } from './page.ts'
import { Severity } from './severity.ts'
import type { Text } from './text.ts'

/** Something that happened, as a wire brings it. Identity: (source, `origin`, `id`), as CloudEvents has it. */
interface EventWords {
  readonly kind: 'event'
  /** Whom the wire names as the source of the event, where one source of the centre speaks for many; null: itself. */
  readonly origin: string | null
  readonly type: string
  /** Epoch ms; null when the wire says none: then it is when it was received. */
  readonly at: number | null
  readonly subject: string | null
  readonly asset: string | null
  readonly severity: Severity | null
  /** WGS 84 degrees: both or none. */
  readonly lat: number | null
  readonly lon: number | null
  /** JSON. */
  readonly data: unknown
  /** Everything else that the wire says of the event. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>
}

/** An event whose wire names it; `part` is what is set aside when the draft is refused. */
interface NamedEvent extends EventWords {
  readonly id: string
  readonly part?: Uint8Array
}

/**
 * An event of a wire without ids: always a new one. It must be able to stand alone: its message cannot be read again
 * without storing its other events twice.
 */
interface NamelessEvent extends EventWords {
  readonly id: null
  readonly part: Uint8Array
}
export type EventDraft = NamedEvent | NamelessEvent

/** A type of event that a service knows. A type that nobody declares is stored all the same, all its texts searched. */
export interface EventType {
  /** As the wire names it: the CloudEvents `type`. */
  readonly id: string
  readonly name: Text
  /** Fields of `data` whose text is searched. */
  readonly searched: readonly string[]
}

const Extension = z.union([z.string(), z.number(), z.boolean()])

/** An event in a request body: CloudEvents 1.0, structured. Extensions stand beside the attributes. */
export const EventInput = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string().min(1).max(200),
    source: z.string().min(1).max(500),
    type: z.string().min(1).max(200),
    time: Instant.optional(),
    subject: z.string().max(500).optional(),
    datacontenttype: z.string().max(200).optional(),
    dataschema: z.string().max(500).optional(),
    data: z.unknown().optional(),
    data_base64: z.string().optional(),
    asset: z.string().max(200).optional(),
    severity: Severity.optional().meta({ description: 'An extension; another word for it is kept and not understood' }),
  })
  .meta({ id: 'EventBody' })

/** A stored event as every reader sees it. */
export const Event = z
  .object({
    /** The sender's own id, or one that the centre has given; unique with `source` and `origin`. */
    id: z.string(),
    /** Unique in the centre. */
    key: z.string(),
    source: z.string(),
    origin: z.string().nullable(),
    service: z.string(),
    type: z.string(),
    at: Instant,
    received_at: Instant,
    subject: z.string().nullable(),
    asset: z.string().nullable(),
    agency: z.string().nullable(),
    unit: z.string().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    /** Null: nobody said. */
    severity: Severity.nullable(),
    data: z.unknown(),
    attributes: z.record(z.string(), Extension),
  })
  .meta({ id: 'Event' })
export type Event = z.infer<typeof Event>

/** Events of one step of time, in local time; `at` is its start. A step without any is left out. */
export const EventCount = z.object({ id: z.string(), at: Instant, count: z.number().int() }).meta({ id: 'EventCount' })
export type EventCount = z.infer<typeof EventCount>
