import { HOUR, type ObservationBucket } from '#model'
import { environment } from '#services/environment'

const hourly = environment.derivations.find((one) => one.output === 'vn_aqi_h')

/** The pollutants that VN_AQI is made of. */
export const POLLUTANTS: readonly string[] = hourly?.inputs ?? []

/** Hours that the hourly index looks back on. */
export const REACH: number = hourly?.reach ?? 1

/**
 * The pollutant that decides each station's hourly index: the service's own function over the same hourly means as the
 * centre's. `hourOf` says which hour (its start, epoch ms) a station shows; one without an index decides nothing.
 */
export function decidingPollutants(
  buckets: readonly ObservationBucket[],
  hourOf: ReadonlyMap<string, number>,
): Map<string, string> {
  const means = new Map(buckets.map((one) => [`${one.asset} ${one.property} ${Date.parse(one.at)}`, one.value]))
  const deciding = new Map<string, string>()
  for (const [asset, at] of hourOf) {
    const derived = hourly?.derive({
      at,
      mean: (property, back) => means.get(`${asset} ${property} ${at - back * HOUR}`),
    })
    if (!derived || !('proof' in derived)) continue
    const worst = derived.proof.parts.reduce((best, part) => (part.index > best.index ? part : best))
    deciding.set(asset, worst.property)
  }
  return deciding
}
