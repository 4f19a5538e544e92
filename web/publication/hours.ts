import { HOUR, type PublicAsset, type PublicHistory, type PublicValue } from '#model'

/** A figure as it stands at `now`: an answer grows old in the browser too, when no newer one comes. */
export interface Standing {
  readonly value: number | null
  /** Epoch ms since when the present is unknown; null when it is known, or nothing is known at all. */
  readonly unknownSince: number | null
  readonly at: number | null
  readonly running: boolean
  readonly receivedAt: number | null
}

export function standingOf(asset: Pick<PublicAsset, 'values'>, property: string, now: number): Standing {
  const found: PublicValue | undefined = asset.values.find((one) => one.property === property)
  const from = ms(found?.stale_from)
  const stale = !found || found.stale || (from !== null && now >= from)
  const at = ms(found?.at)
  return {
    value: stale ? null : found.value,
    unknownSince: stale ? from : null,
    at,
    running: !stale && at !== null && now < at + HOUR && found.running,
    receivedAt: ms(found?.received_at),
  }
}

function ms(at: string | null | undefined): number | null {
  return at == null ? null : Date.parse(at)
}

/** Of the hours that a limit is an average over, so many must be there. */
const COMPLETE = 0.75

/** The mean of a property over the last `hours` hours that are over; undefined when too few of them are known. */
export function meanOver(history: PublicHistory, property: string, hours: number): number | undefined {
  const over = history.items.filter((item) => !item.running).slice(-hours)
  const known = over.flatMap(({ values }) => values.find((one) => one.property === property)?.value ?? [])
  if (known.length === 0 || known.length < hours * COMPLETE) return undefined
  return known.reduce((sum, one) => sum + one, 0) / known.length
}

/** What a history says of one property, in its order. */
export function valuesOf(
  history: PublicHistory,
  property: string,
): { at: number; running: boolean; value: number | null }[] {
  return history.items.map(({ at, running, values }) => ({
    at: Date.parse(at),
    running,
    value: values.find((one) => one.property === property)?.value ?? null,
  }))
}
