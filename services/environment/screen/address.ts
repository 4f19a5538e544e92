import { DAY } from '#model'

/** What the page keeps in its address: a bookmark is a saved view. */
export interface EnvironmentSearch {
  /** The chosen station. */
  readonly tram?: string | undefined
  /** The property of the line chart. */
  readonly chat?: string | undefined
  /** How far back the line chart looks. */
  readonly khoang?: string | undefined
  /** `id,id`: the stations that are compared; there is a comparison while there is one. */
  readonly so?: string | undefined
  /** The derived value whose proof is open, as #web/proof writes it. */
  readonly 'bang-chung'?: string | undefined
  /** `lon,lat,zoom`. */
  readonly 'ban-do'?: string | undefined
  /** `ban-do`: the map in place of the list (phone) or over the page (a small desk). */
  readonly the?: string | undefined
}

/** How far back a line chart may look, ms, by what the address calls it. */
export const SPANS = { '24-gio': DAY, '7-ngay': 7 * DAY, '30-ngay': 30 * DAY } as const
export type SpanName = keyof typeof SPANS
export const SPAN_NAMES = Object.keys(SPANS) as SpanName[]

export function readSpan(text: string | undefined): SpanName {
  return SPAN_NAMES.find((name) => name === text) ?? '24-gio'
}

/** Fewer say nothing beside each other, more cannot be told apart. */
export const MOST_COMPARED = 6

export function readCompared(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter((id) => id !== ''))].slice(0, MOST_COMPARED)
}

/** The list with a station put in or taken out, as the address keeps it; undefined when it is empty. */
export function toggleCompared(compared: readonly string[], id: string): string | undefined {
  const next = compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id]
  return next.slice(0, MOST_COMPARED).join(',') || undefined
}
