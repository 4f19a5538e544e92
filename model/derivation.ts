import { z } from 'zod'
import type { Text } from './text.ts'

/** Hourly means of unflagged values that end with the hour being derived; 0 = that hour, 1 = the one before. */
export interface DerivationWindow {
  /** Start of the hour, epoch ms. */
  readonly at: number
  mean(property: string, hoursBack: number): number | undefined
}

/** One hour's mean that entered a derived value. */
export const ProofInput = z.object({
  property: z.string(),
  hours_back: z.number().int(),
  value: z.number(),
  weight: z.number().nullable().meta({ description: 'Weight in the NowCast, 1 for a plain hourly mean' }),
})
export type ProofInput = z.infer<typeof ProofInput>

/** One sub-index: a concentration placed between two breakpoints. */
export const ProofPart = z.object({
  property: z.string(),
  concentration: z.number(),
  /** Unrounded. */
  index: z.number(),
  below: z.object({ concentration: z.number(), index: z.number() }),
  above: z.object({ concentration: z.number(), index: z.number() }).nullable(),
})
export type ProofPart = z.infer<typeof ProofPart>

/** How a derived value came about, enough to compute it again by hand. */
export const DerivationProof = z.object({
  formula: z.object({ vi: z.string(), en: z.string() }),
  version: z.string(),
  basis: z.string(),
  inputs: z.array(ProofInput),
  parts: z.array(ProofPart),
})
export type DerivationProof = z.infer<typeof DerivationProof>

/** No value, and why: missing is unknown, never zero. */
export interface Unknown {
  readonly unknown: Text
}
export interface Derived {
  readonly value: number
  readonly proof: DerivationProof
}

/** A value per hour computed from hourly means. Pure. */
export interface Derivation {
  readonly id: string
  readonly name: Text
  readonly inputs: readonly string[]
  readonly output: string
  /** Hours of the window, the derived one included: a changed hour changes the next `reach - 1` values too. */
  readonly reach: number
  derive(window: DerivationWindow): Derived | Unknown
}

/** The proof of one derived observation as a reader sees it. */
export const ObservationProof = z
  .object({
    asset: z.string(),
    property: z.string(),
    at: z.string(),
    stored: z.number().nullable(),
    recomputed: z.number().nullable(),
    matches: z.boolean(),
    unknown: z.object({ vi: z.string(), en: z.string() }).nullable(),
    proof: DerivationProof.nullable(),
    inputs: z.array(
      ProofInput.extend({
        at: z.string(),
        count: z.number().int(),
        sources: z.array(z.string()),
        received_at: z.string(),
      }),
    ),
  })
  .meta({ id: 'ObservationProof' })
export type ObservationProof = z.infer<typeof ObservationProof>
