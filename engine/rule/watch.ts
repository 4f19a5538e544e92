import type { Asset } from '#model'
import type { ObservationNews } from '#engine/observation'

/** Rules that wait for a time rather than for a value; news tells them of assets to watch. */
export interface Watch {
  heard(news: readonly ObservationNews[], assets: ReadonlyMap<string, Asset>): Promise<void>
  stop(): Promise<void>
}
