import { type Asset, HOUR, type PublicAsset, type PublicFigures, SECOND, localDay } from '#model'
import { listAgencies } from '#engine/agency'
import { confirmedAssets } from '#engine/asset'
import type { Ctx, Shared } from '#engine/context'
import { type GoodValue, hourlyMeansOf, newestGood } from '#engine/observation'
import { listUnits } from '#engine/territory'
import { type KnownProperty, type Published, derivedPer, measuredOf, propertiesOf, publicScope } from './find.ts'
import { headOf } from './head.ts'
import { LONGEST } from './history.ts'
import { iso, levelOf, shown } from './value.ts'

/** So many stations at most: an answer to a stranger is bounded. */
const MOST_ASSETS = 1000
const ALL = { limit: 10_000 }

/**
 * The newest public figures: confirmed assets of the published types, and of each published property the newest good
 * value. A value that no longer speaks for the present is withheld, and said to be unknown since when.
 */
export async function publicFigures(
  ctx: Pick<Ctx, 'db' | 'clock' | 'name'>,
  live: Pick<Shared, 'db' | 'clock'>,
  published: Published,
): Promise<PublicFigures> {
  const assets = await confirmedAssets(ctx, published.publication.assetTypes, publicScope(published), MOST_ASSETS)
  const newest = await newestOf(ctx, published, assets)
  const names = await namesOf(live, ctx.clock.now())
  const properties = propertiesOf(published)
  const now = ctx.clock.now()
  return {
    ...headOf(ctx, published),
    items: assets.map((asset) => ({
      id: asset.id,
      name: asset.name,
      type: asset.type,
      lat: asset.lat,
      lon: asset.lon,
      unit: names.unit(asset),
      provider: names.provider(asset),
      values: properties.map((property) => valueOf(property, newest.get(`${asset.id}\0${property.code}`), now)),
    })),
  }
}

/** By asset and property. A measured property is the mean of its newest hour; the rhythm of the service says how long. */
async function newestOf(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  published: Published,
  assets: readonly Asset[],
): Promise<Map<string, GoodValue>> {
  const now = ctx.clock.now()
  const ids = assets.map((asset) => asset.id)
  const lasts = (published.service.every + published.service.grace) * SECOND
  const [derived, means] = await Promise.all([
    newestGood(
      ctx,
      {
        assets: ids,
        properties: [...derivedPer(published, 'hour'), ...derivedPer(published, 'day')],
        from: now - LONGEST,
        to: now,
      },
      publicScope(published),
    ),
    // Older hours would be unknown by now: the index says since when.
    hourlyMeansOf(
      ctx,
      ids.map((asset) => ({ asset, from: now - lasts - HOUR, to: now })),
      measuredOf(published),
    ),
  ])
  const newest = new Map<string, GoodValue>()
  for (const one of derived) newest.set(`${one.asset}\0${one.property}`, one)
  for (const { asset, property, hour, mean, receivedAt } of means.flat()) {
    const key = `${asset}\0${property}`
    if ((newest.get(key)?.at ?? 0) >= hour) continue
    newest.set(key, { asset, property, at: hour, value: mean, receivedAt, staleFrom: hour + lasts })
  }
  return newest
}

function valueOf(property: KnownProperty, newest: GoodValue | undefined, now: number): PublicAsset['values'][number] {
  const stale = newest === undefined || now >= newest.staleFrom
  const value = stale ? null : shown(property, newest.value)
  return {
    property: property.code,
    value,
    level: levelOf(property, value),
    at: newest ? iso(newest.at) : null,
    // A day's value is made when the day is over; only hours are shown while they run.
    running: newest !== undefined && !stale && now < newest.at + HOUR,
    received_at: newest ? iso(newest.receivedAt) : null,
    stale,
    stale_from: newest ? iso(newest.staleFrom) : null,
  }
}

interface Names {
  unit(asset: Asset): PublicAsset['unit']
  provider(asset: Asset): string | null
}

/** Units and agencies as they are named today. */
async function namesOf(live: Pick<Shared, 'db' | 'clock'>, now: number): Promise<Names> {
  const [units, agencies] = await Promise.all([
    listUnits(live.db, { at: localDay(now), ...ALL }),
    listAgencies(live, { at: localDay(now), ...ALL }),
  ])
  const unitNames = new Map(units.items.map((unit) => [unit.code, unit.name]))
  const agencyNames = new Map(agencies.items.map((agency) => [agency.code, agency.name]))
  return {
    unit: ({ unit: code }) => {
      const name = code === null ? undefined : unitNames.get(code)
      return code !== null && name !== undefined ? { code, name } : null
    },
    provider: ({ agency }) => (agency === null ? null : (agencyNames.get(agency) ?? null)),
  }
}
