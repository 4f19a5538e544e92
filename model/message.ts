import type { EventDraft } from './event.ts'
import type { ObservationDraft } from './observation.ts'

/** Bytes as a wire brought them. `origin` says where from: a file's name, a topic. */
export interface RawMessage {
  readonly bytes: Uint8Array
  readonly origin: string
  /** Epoch ms of arrival. */
  readonly receivedAt: number
  /** ms that every time in the message is moved by: a recording shown as of now. Refused in the context `live`. */
  readonly shift?: number
  /** Called once, after the commit: only then may the wire forget the message. */
  ack(): Promise<void>
}

/** A part of a message that the decoder could not read: set aside alone, with its reason, and shown. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly part: Uint8Array
  /** A short fixed word, the same for the same mistake: it groups. */
  readonly reason: string
  /** What exactly and where, for the person who mends it. */
  readonly detail: string
}

/** What any wire brings is one of four kinds of news; records and figures come with their rooms. */
export type Draft = ObservationDraft | EventDraft

/** A meaning. Pure: the same message always gives the same drafts, so a recorded file is its whole test. */
export type Decoder = (message: Pick<RawMessage, 'bytes' | 'origin'>) => readonly (Draft | Unreadable)[]
