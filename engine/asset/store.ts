import type { Asset, AssetInput, Scope } from '#model'
import { type Sql, scopeSql } from '#platform/database'

const COLUMNS = `a.id, a.name, a.type, a.service, a.lat, a.lon, a.agency, a.unit, a.confirmed,
  to_char(a.calibration_due, 'YYYY-MM-DD') as calibration_due`

export interface PlacedAsset extends AssetInput {
  readonly unit: string | null
}

/** An asset that has a place. */
export interface LocatedAsset extends Asset {
  readonly lat: number
  readonly lon: number
}

/**
 * Inserts or renews assets by id. A person or a machine that describes an asset thereby confirms it; a calibration date
 * that is left out stays as it is.
 */
export async function upsert(db: Sql, assets: readonly PlacedAsset[], at: number): Promise<void> {
  await db.query(
    `insert into asset as a (id, name, type, service, lat, lon, agency, unit, calibration_due, confirmed, created_at)
     select x.id, x.name, x.type, x.service, x.lat, x.lon, x.agency, x.unit, x.due, true, $9
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::text[],
       $10::date[]) as x (id, name, type, service, lat, lon, agency, unit, due)
     on conflict (id) do update set name = excluded.name, type = excluded.type, service = excluded.service,
       lat = excluded.lat, lon = excluded.lon, agency = excluded.agency, unit = excluded.unit, confirmed = true,
       calibration_due = case when a.id = any($11) then a.calibration_due else excluded.calibration_due end`,
    [
      assets.map((asset) => asset.id),
      assets.map((asset) => asset.name),
      assets.map((asset) => asset.type),
      assets.map((asset) => asset.service),
      assets.map((asset) => asset.lat),
      assets.map((asset) => asset.lon),
      assets.map((asset) => asset.agency ?? null),
      assets.map((asset) => asset.unit),
      new Date(at).toISOString(),
      assets.map((asset) => asset.calibration_due ?? null),
      assets.filter((asset) => asset.calibration_due === undefined).map((asset) => asset.id),
    ],
  )
}

/** Stores what a source has learned: no place, not confirmed; an asset that exists stays as it is. */
export async function insertLearned(
  db: Sql,
  ids: readonly string[],
  of: { type: string; service: string; agency: string | null },
  at: number,
): Promise<void> {
  await db.query(
    `insert into asset (id, name, type, service, agency, confirmed, created_at)
     select x.id, x.id, $2, $3, $4, false, $5 from unnest($1::text[]) as x (id)
     on conflict (id) do nothing`,
    [[...ids], of.type, of.service, of.agency, new Date(at).toISOString()],
  )
}

export function select(db: Sql, ids: readonly string[], scope: Scope): Promise<Asset[]> {
  const values: unknown[] = [[...ids]]
  return db.query<Asset>(
    `select ${COLUMNS} from asset a where a.id = any($1) and ${scopeSql(scope, 'a', values)}`,
    values,
  )
}

/** Confirmed assets that have a place. */
export function selectConfirmed(
  db: Sql,
  types: readonly string[],
  scope: Scope,
  limit: number,
): Promise<LocatedAsset[]> {
  const values: unknown[] = [[...types], limit]
  return db.query(
    `select ${COLUMNS} from asset a
     where a.confirmed and a.lat is not null and a.lon is not null and a.type = any($1) and ${scopeSql(scope, 'a', values)}
     order by a.name, a.id limit $2`,
    values,
  )
}

/** Everything that has a place, in order of id. */
export function selectPlaced(db: Sql, scope: Scope): Promise<LocatedAsset[]> {
  const values: unknown[] = []
  return db.query(
    `select ${COLUMNS} from asset a where a.lat is not null and a.lon is not null and ${scopeSql(scope, 'a', values)}
     order by a.id`,
    values,
  )
}

/** A text that is another one when anything that `selectPlaced` says has changed; made where the rows are. */
export async function selectPlacedStamp(db: Sql): Promise<string> {
  const [row] = await db.query<{ stamp: string }>(
    `select count(*) || ' ' || coalesce(sum(hashtextextended(row(a.id, a.name, a.type, a.service, a.lat, a.lon, a.agency,
       a.unit, a.confirmed, a.calibration_due)::text, 0)), 0) as stamp
     from asset a where a.lat is not null and a.lon is not null`,
  )
  return row?.stamp ?? ''
}

/** Kilometres of one degree of latitude; of longitude, times the cosine of the latitude. */
const KM_PER_DEGREE = 111.32

export interface AssetFilter {
  readonly service?: string | undefined
  readonly type?: string | undefined
  readonly confirmed?: boolean | undefined
  readonly bbox?: readonly [number, number, number, number] | undefined
  readonly near?: { readonly lat: number; readonly lon: number; readonly km: number } | undefined
  /** Folded words (`fold` of #model), each of which the name or the id must hold. */
  readonly words?: readonly string[] | undefined
}

/** The same key as `fold` of #model gives for the Latin letters, under any collation: only ASCII is left to `lower`. */
function foldSql(text: string): string {
  const plain = `regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g')`
  return `regexp_replace(lower(translate(${plain}, 'đĐ', 'dd')), '[^a-z0-9]+', ' ', 'g')`
}
/** What a search is compared with: name, the name with its apostrophes closed up (`Cư M'gar` is typed `cu mgar`), id. */
const SEARCHED = foldSql(`a.name || ' ' || translate(a.name, '''\u2018\u2019\u02bc', '') || ' ' || a.id`)

/** Assets in order of id, after `after`. */
export function list(db: Sql, filter: AssetFilter, scope: Scope, after: string, limit: number): Promise<Asset[]> {
  const values: unknown[] = [after]
  const put = (value: unknown): string => `$${values.push(value)}`
  const terms = ['a.id > $1', scopeSql(scope, 'a', values)]
  if (filter.service) terms.push(`a.service = ${put(filter.service)}`)
  if (filter.type) terms.push(`a.type = ${put(filter.type)}`)
  if (filter.confirmed !== undefined) terms.push(`a.confirmed = ${put(filter.confirmed)}`)
  if (filter.bbox) {
    const [west, south, east, north] = filter.bbox.map(put)
    terms.push(`a.lon between ${west} and ${east} and a.lat between ${south} and ${north}`)
  }
  if (filter.near) {
    const lat = put(filter.near.lat)
    const lon = put(filter.near.lon)
    const km = put(filter.near.km)
    terms.push(`sqrt(power((a.lat - ${lat}) * ${KM_PER_DEGREE}, 2)
      + power((a.lon - ${lon}) * ${KM_PER_DEGREE} * cos(radians(${lat})), 2)) <= ${km}`)
  }
  for (const word of filter.words ?? []) terms.push(`strpos(${SEARCHED}, ${put(word)}) > 0`)
  return db.query<Asset>(
    `select ${COLUMNS} from asset a where ${terms.join(' and ')} order by a.id limit ${put(limit)}`,
    values,
  )
}

/** An asset that was put elsewhere meanwhile has its unit from there. */
export async function setUnits(
  db: Sql,
  moved: readonly { id: string; from: string | null; to: string | null }[],
): Promise<void> {
  await db.query(
    `update asset a set unit = x.to_unit
     from unnest($1::text[], $2::text[], $3::text[]) as x (id, from_unit, to_unit)
     where a.id = x.id and a.unit is not distinct from x.from_unit`,
    [moved.map((one) => one.id), moved.map((one) => one.from), moved.map((one) => one.to)],
  )
}
