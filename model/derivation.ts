import { z } from 'zod'
import { Instant } from './page.ts'
import { Quality } from './quality.ts'
import type { Text } from './text.ts'

/** Hourly means of unflagged values that end with the period being derived; 0 = its last hour, 1 = the one before. */
export interface DerivationWindow {
  /** Start of that last hour, epoch ms. */
  readonly at: number
  mean(property: string, hoursBack: number): number | undefined
}

/** One hour's mean that entered a derived value. */
export const ProofInput = z.object({
  property: z.string(),
  hours_back: z.number().int(),
  value: z.number(),
  weight: z.number().nullable().meta({
    description: 'Weight in the NowCast; 1 for a plain mean or the largest, 0 for an hour that was looked at only',
  }),
})
export type ProofInput = z.infer<typeof ProofInput>

/** One sub-index: a concentration placed between two breakpoints. */
export const ProofPart = z.object({
  property: z.string(),
  hours: z.number().int().optional().meta({ description: 'Hours that the concentration is a mean of, 1 if left out' }),
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

/** A value per hour or per local day, computed from hourly means. Pure. */
export interface Derivation {
  readonly id: string
  readonly name: Text
  readonly inputs: readonly string[]
  readonly output: string
  /**
   * An hour's value (the default) is computed while its hour runs, a day's once the local day has ended. Its `at` is the
   * start of the period.
   */
  readonly per?: 'hour' | 'day'
  /** Hours of the window, which ends with the period: a changed hour changes every period whose window holds it. */
  readonly reach: number
  derive(window: DerivationWindow): Derived | Unknown
}

/** What a value was before late or corrected data made another of it. */
export const EarlierValue = z
  .object({
    value: z.number(),
    quality: Quality,
    received_at: Instant.meta({ description: 'When it was stored' }),
  })
  .meta({ id: 'EarlierValue' })
export type EarlierValue = z.infer<typeof EarlierValue>

/** The proof of one derived observation as a reader sees it. */
export const ObservationProof = z
  .object({
    asset: z.string(),
    property: z.string(),
    at: z.string(),
    stored: z.number().nullable(),
    recomputed: z.number().nullable(),
    matches: z.boolean(),
    computed_at: Instant.nullable().meta({ description: 'When the stored value was computed' }),
    earlier: z
      .array(EarlierValue)
      .meta({ description: 'What it said before, the newest first; not what it said while its period still ran' }),
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
