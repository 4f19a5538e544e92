import type { z } from 'zod'
import type { RawMessage } from './message.ts'
import type { Text } from './text.ts'

/**
 * A protocol: it knows wires, not meanings. Not asking for the next item pauses it, the signal stops it; ending the
 * loop or throwing tells the engine to back off and open it again.
 */
export interface Connector<Settings = never> {
  readonly id: string
  readonly name: Text
  /**
   * Draws the administrator's form. A field marked `.meta({ secret: true })` is encrypted, never shown again, and stays
   * as it was when a change leaves it out, unless one marked `place` (where the secret is sent) changes with it. One
   * marked `keep` stays as well.
   */
  readonly settings: z.ZodObject
  /** Its reading has an end (a recording): then the engine pauses the source and says so, instead of opening it again. */
  readonly ends?: true
  read(settings: Settings, signal: AbortSignal): AsyncIterable<RawMessage>
}
