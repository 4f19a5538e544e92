import type { KnownProperty } from './find.ts'

/** A value as it is shown: with the decimals of its property. */
export function shown({ decimals }: Pick<KnownProperty, 'decimals'>, value: number): number {
  return Number(value.toFixed(decimals))
}

/** The key of the step that holds the value as it is shown; null where there is no scale or no value. */
export function levelOf({ levels }: Pick<KnownProperty, 'levels'>, value: number | null): string | null {
  if (value === null) return null
  return (levels.find((level) => value <= level.to) ?? levels.at(-1))?.key ?? null
}

/** An instant as the API writes it. */
export function iso(at: number): string {
  return new Date(at).toISOString()
}
