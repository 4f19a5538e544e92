import { DAY, HOUR, type PublicAsset, type PublicHistory, bucketStart } from '#model'
import type { Ctx } from '#engine/context'
import { hourlyMeans, storedValues } from '#engine/observation'
import { type KnownProperty, type Published, derivedPer, measuredOf, propertiesOf, publicScope } from './find.ts'
import { headOf } from './head.ts'
import { iso, levelOf, shown } from './value.ts'

/** The days that a daily history reaches back; a day has a value once it is over. */
const DAYS = 30
/** How far back (ms) anything public is: what the histories show, and the day that is running. */
export const LONGEST = (DAYS + 1) * DAY

type Station = PublicHistory['asset']

/** The newest `hours` hours of a station, the running one included; an hour without a good value is null. */
export async function publicHours(
  ctx: Pick<Ctx, 'db' | 'clock' | 'name'>,
  published: Published,
  asset: PublicAsset,
  hours: number,
): Promise<PublicHistory> {
  const last = bucketStart(ctx.clock.now(), HOUR)
  const starts = Array.from({ length: hours }, (_, at) => last - (hours - 1 - at) * HOUR)
  const codes = [...derivedPer(published, 'hour'), ...measuredOf(published)]
  return historyOf(ctx, published, asset, { step: '1h', length: HOUR, starts, codes })
}

/** The last thirty local days that are over. */
export async function publicDays(
  ctx: Pick<Ctx, 'db' | 'clock' | 'name'>,
  published: Published,
  asset: PublicAsset,
): Promise<PublicHistory> {
  const today = bucketStart(ctx.clock.now(), DAY)
  const starts = Array.from({ length: DAYS }, (_, at) => today - (DAYS - at) * DAY)
  return historyOf(ctx, published, asset, { step: '1d', length: DAY, starts, codes: derivedPer(published, 'day') })
}

interface Past {
  readonly step: PublicHistory['step']
  readonly length: number
  readonly starts: readonly number[]
  readonly codes: readonly string[]
}

async function historyOf(
  ctx: Pick<Ctx, 'db' | 'clock' | 'name'>,
  published: Published,
  asset: PublicAsset,
  { step, length, starts, codes }: Past,
): Promise<PublicHistory> {
  const properties = propertiesOf(published).filter(({ code }) => codes.includes(code))
  const from = starts[0] as number
  const to = (starts.at(-1) as number) + length
  const values = await valuesOf(ctx, published, asset.id, properties, { from, to })
  const now = ctx.clock.now()
  return {
    ...headOf(ctx, published),
    asset: stationOf(asset),
    step,
    items: starts.map((at) => ({
      at: iso(at),
      running: now < at + length,
      values: properties.map((property) => {
        const known = values.get(`${property.code} ${at}`)
        const value = known === undefined ? null : shown(property, known)
        return { property: property.code, value, level: levelOf(property, value) }
      }),
    })),
  }
}

/** By property and start: means of measured hours, and of what was derived the values that are good. */
async function valuesOf(
  ctx: Pick<Ctx, 'db'>,
  published: Published,
  asset: string,
  properties: readonly KnownProperty[],
  span: { from: number; to: number },
): Promise<Map<string, number>> {
  const values = new Map<string, number>()
  const measured = properties.filter((property) => !property.derived).map(({ code }) => code)
  const means = measured.length === 0 ? [] : await hourlyMeans(ctx, asset, measured, span.from, span.to)
  for (const { property, hour, mean } of means) values.set(`${property} ${hour}`, mean)
  for (const { code } of properties.filter((property) => property.derived)) {
    const stored = await storedValues(ctx, { asset, property: code, ...span }, publicScope(published))
    for (const [at, row] of stored) if (row.quality === 'good') values.set(`${code} ${at}`, row.value)
  }
  return values
}

function stationOf({ id, name, type, lat, lon, unit, provider }: PublicAsset): Station {
  return { id, name, type, lat, lon, unit, provider }
}
