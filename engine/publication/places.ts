import { localDay } from '#model'
import type { Shared } from '#engine/context'
import { listUnits } from '#engine/territory'
import { z } from 'zod'

/** Communes with their centre points, for whoever looks for the station nearest to home. */
export const PublicPlaces = z.object({
  items: z.array(z.object({ code: z.string(), name: z.string(), lat: z.number(), lon: z.number() })),
})

/** The communes and wards of today. */
export async function publicPlaces(live: Pick<Shared, 'db' | 'clock'>): Promise<z.infer<typeof PublicPlaces>> {
  const { items } = await listUnits(live.db, { at: localDay(live.clock.now()), limit: 10_000 })
  return {
    items: items.flatMap(({ kind, code, name, lat, lon }) =>
      kind === 'province' || lat === null || lon === null ? [] : [{ code, name, lat, lon }],
    ),
  }
}
