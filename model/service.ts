import { z } from 'zod'
import type { Derivation } from './derivation.ts'
import type { EventType } from './event.ts'
import type { Decoder } from './message.ts'
import type { Property } from './property.ts'
import type { Publication } from './publication.ts'
import type { Rule } from './rule.ts'
import { SourceState } from './source.ts'
import type { Text } from './text.ts'

export const LifecycleState = z
  .enum(['proposed', 'necessity', 'trial', 'official', 'suspended'])
  .meta({ id: 'LifecycleState' })
export type LifecycleState = z.infer<typeof LifecycleState>

export interface AssetType {
  readonly id: string
  readonly name: Text
}
export interface DecoderDefinition {
  readonly id: string
  readonly name: Text
  readonly decode: Decoder
}

/** A service: data and pure functions; the engine is the only thing that acts. An empty list says "none" on purpose. */
export interface ServiceDefinition {
  readonly id: string
  readonly name: Text
  readonly lifecycle: LifecycleState
  /** Seconds between two readings of its sources, and the grace after that, unless a source says otherwise. */
  readonly every: number
  readonly grace: number
  readonly assetTypes: readonly AssetType[]
  readonly properties: readonly Property[]
  readonly eventTypes: readonly EventType[]
  readonly decoders: readonly DecoderDefinition[]
  readonly derivations: readonly Derivation[]
  readonly rules: readonly Rule[]
  /** What everybody may see without an account; nothing is public unless it stands here. */
  readonly published: readonly Publication[]
}

/** Names the definition's type; the list of services in main.ts is plain data. */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition
}

const Choice = z.object({ id: z.string(), name: z.object({ vi: z.string(), en: z.string() }) })
/** A service as a reader sees it: how real it is, and how its sources are. */
export const Service = z
  .object({
    id: z.string(),
    name: z.object({ vi: z.string(), en: z.string() }),
    lifecycle: z.object({ state: LifecycleState }),
    asset_types: z.array(Choice),
    decoders: z.array(Choice),
    sources: z.array(z.object({ id: z.string(), state: SourceState })),
    quality: z.object({
      valid: z.number().nullable(),
      complete: z.number().nullable(),
      clean: z.number().nullable(),
      live: z.number().nullable(),
    }),
  })
  .meta({ id: 'Service' })
export type Service = z.infer<typeof Service>
