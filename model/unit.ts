import { z } from 'zod'
import { Day } from './page.ts'
import type { Text } from './text.ts'

/**
 * An administrative unit as it was during [valid_from, valid_to). Its key is (code, valid_from): codes are used again for
 * other places. `district` is any unit between province and commune, a level that ended on 1/7/2025.
 */
export const Unit = z
  .object({
    id: z.string().meta({ description: 'code@valid_from' }),
    code: z.string(),
    valid_from: Day,
    valid_to: Day.nullable(),
    name: z.string(),
    kind: z.enum(['province', 'district', 'ward', 'township', 'commune']),
    parent: z.string().nullable(),
    lat: z.number().nullable().meta({ description: 'Centre; null when no source gives it, of ended units only' }),
    lon: z.number().nullable(),
    area_km2: z.number().nullable(),
    successors: z.array(z.string()).meta({ description: 'Ids of the units that took its place on valid_to' }),
  })
  .meta({ id: 'Unit' })
export type Unit = z.infer<typeof Unit>

/** A unit before or after another. `partial` when the earlier one was divided among several. */
export const UnitLink = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    kind: Unit.shape.kind,
    partial: z.boolean(),
  })
  .meta({ id: 'UnitLink' })
export type UnitLink = z.infer<typeof UnitLink>

/** A unit in a list. `formerly` holds the units of earlier days by whose name it was found, when its own did not match. */
export const FoundUnit = Unit.extend({
  formerly: z.array(UnitLink),
  note: z.object({ vi: z.string(), en: z.string() }).nullable().meta({ description: 'What became of those units' }),
}).meta({ id: 'FoundUnit' })
export type FoundUnit = z.infer<typeof FoundUnit>

/** A unit with what it grew out of and what it became, over all changes between that day and the one asked about. */
export const UnitHistory = Unit.extend({ formerly: z.array(UnitLink), became: z.array(UnitLink) }).meta({
  id: 'UnitHistory',
})
export type UnitHistory = z.infer<typeof UnitHistory>

/** `Phường 9 (cũ), một phần → nay thuộc Phường Tuy Hòa`; null when there is nothing to say. */
export function successionText(formerly: readonly UnitLink[], name: string): Text | null {
  if (formerly.length === 0) return null
  const listed = (old: string, part: string): string =>
    formerly.map((link) => `${link.name} (${old})${link.partial ? `, ${part}` : ''}`).join('; ')
  return {
    vi: `${listed('cũ', 'một phần')} → nay thuộc ${name}`,
    en: `${listed('former', 'in part')} → now in ${name}`,
  }
}
