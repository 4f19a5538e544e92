import { MINUTE } from '#model'
import type { Ctx } from '#engine/context'
import type { Sql } from '#platform/database'
import { stationName } from './fleet.ts'

/**
 * Stations with `hours` of values up to `until`, one every `every` ms, put into the tables beside the door: too many for
 * the time that a bench has.
 */
export async function storePast(
  ctx: Pick<Ctx, 'partitions'>,
  owner: Sql,
  of: { stations: number; properties: readonly string[]; hours: number; every: number; until: number },
): Promise<void> {
  const names = Array.from({ length: of.stations }, (_, index) => stationName(index))
  await owner.query(
    `insert into asset (id, name, type, service, lat, lon, confirmed, created_at)
     select x, x, 'air-station', 'environment', 12.7, 108, true, now() from unnest($1::text[]) as x`,
    [names],
  )
  await owner.query(
    `insert into source (id, name, service, connector, settings, every, grace, assets, created_at)
     values ('bench', 'bench', 'environment', 'push', '{}', 60, 600, 'known', now())`,
  )
  await owner.query(
    `insert into series (source, asset, property)
     select 'bench', asset, property from unnest($1::text[]) as asset cross join unnest($2::text[]) as property`,
    [names, of.properties],
  )
  const from = of.until - of.hours * 60 * MINUTE
  await ctx.partitions.ensure('observation', [
    ...new Set([from, of.until].map((at) => new Date(at).toISOString().slice(0, 7))),
  ])
  await owner.query(
    `insert into observation (series, at, value, quality, received_at, seq)
     select s.id, at, round((20 + s.id % 10 + 3 * sin(extract(epoch from at) / 2220))::numeric, 1)::float8, 0, at, 0
     from generate_series($1::timestamptz, $2::timestamptz, $3::float8 * interval '1 millisecond') as at cross join series s`,
    [new Date(from).toISOString(), new Date(of.until - 1).toISOString(), of.every],
  )
  await owner.query('vacuum analyze')
}
