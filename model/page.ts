import { z } from 'zod'

/** Every list answers a page: its items, and the cursor of the next one or null. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}
export interface Page<Item> {
  readonly items: Item[]
  readonly next: string | null
}
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  cursor: z.string().max(500).optional(),
})

/** RFC 3339 with a zone; a time without one is refused. */
export const Instant = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 with zone' })
/** A calendar day, `yyyy-MM-dd`. */
export const Day = z.iso.date()
/** A name that people and machines use for a row: letters, digits and a few marks. */
export const Code = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:@/-]*$/u)

/** The day, or null when the calendar has none such; PostgreSQL begins with the year 1, so the year 0 is read as that. */
export function calendarDay(day: string): string | null {
  return Day.safeParse(day).success ? day.replace(/^0000/, '0001') : null
}
