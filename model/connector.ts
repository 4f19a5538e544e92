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
  /** Draws the administrator's form. A field marked `.meta({ secret: true })` is encrypted and never shown again. */
  readonly settings: z.ZodObject
  read(settings: Settings, signal: AbortSignal): AsyncIterable<RawMessage>
}
