import { MINUTE, type ObservationBucket, type Page } from '#model'
import { api, useNow } from '#web/live'
import { useQuery } from '@tanstack/react-query'

interface Wanted {
  readonly assets: readonly string[]
  readonly properties: readonly string[]
  /** How far back, ms, rounded to the step. */
  readonly back: number
  readonly step: '1h' | '1d'
  readonly aggregate?: 'mean' | 'last'
  /** Asks again when it changes. */
  readonly stamp?: string
}

/** Looked at anew so often, ms: live values fill the time between. */
const ROUND = 5 * MINUTE

/** Unflagged values of some stations folded by the hour or the local day, up to now; empty ones are left out. */
export function useBuckets({ assets, properties, back, step, aggregate = 'mean', stamp = '' }: Wanted) {
  const to = Math.ceil(useNow() / ROUND) * ROUND
  const from = to - back
  const query = useQuery({
    queryKey: ['buckets', assets, properties, step, aggregate, back, to, stamp],
    enabled: assets.length > 0 && properties.length > 0,
    queryFn: () => everyBucket({ assets, properties, step, aggregate, from, to }),
    placeholderData: (before, previous) =>
      // What is shown stays until the same question is answered anew, never another station's.
      previous?.queryKey.slice(1, 6).join() === [assets, properties, step, aggregate, back].join() ? before : undefined,
  })
  return { ...query, from, to }
}

async function everyBucket(of: {
  assets: readonly string[]
  properties: readonly string[]
  step: string
  aggregate: string
  from: number
  to: number
}): Promise<ObservationBucket[]> {
  const items: ObservationBucket[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams([
      ...of.assets.map((asset) => ['asset', asset]),
      ...of.properties.map((property) => ['property', property]),
      ['step', of.step],
      ['aggregate', of.aggregate],
      ['from', new Date(of.from).toISOString()],
      ['to', new Date(of.to).toISOString()],
      ['limit', '10000'],
      ...(cursor === '' ? [] : [['cursor', cursor]]),
    ])
    const page: Page<ObservationBucket> = await api.get(`/api/v1/observations?${query}`)
    items.push(...page.items)
    cursor = page.next
  }
  return items
}
