import type { Unit } from '#model'
import type { Sql } from '#platform/database'
import type { Shape } from './shape.ts'

const COLUMNS = `u.code || '@' || to_char(u.valid_from, 'YYYY-MM-DD') as id, u.code,
  to_char(u.valid_from, 'YYYY-MM-DD') as valid_from, to_char(u.valid_to, 'YYYY-MM-DD') as valid_to,
  u.name, u.kind, u.parent, u.lat, u.lon, u.area_km2`
const STANDS = 'u.valid_from <= $1 and (u.valid_to is null or u.valid_to > $1)'

export type ShapeOrigin = 'approximate' | 'imported'
export interface StoredShape {
  readonly code: string
  readonly valid_from: string
  readonly origin: ShapeOrigin
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: Shape }
}

/** Units of `day` in order of code, after `after`, whose search key holds `wanted`. Everyone who reads sees them all. */
export function selectUnits(
  db: Sql,
  day: string,
  of: { wanted: string; after: string; limit: number },
): Promise<Unit[]> {
  return db.query<Unit>(
    `select ${COLUMNS} from live.unit u
     where ${STANDS} and u.code collate "C" > $2 collate "C" and strpos(u.search, $3) > 0
     order by u.code collate "C" limit $4`,
    [day, of.after, of.wanted, of.limit],
  )
}

export async function selectUnit(db: Sql, day: string, code: string): Promise<Unit | null> {
  const rows = await db.query<Unit>(
    `select ${COLUMNS} from live.unit u where ${STANDS} and u.code = $2 order by u.valid_from desc limit 1`,
    [day, code],
  )
  return rows[0] ?? null
}

export function everyUnit(db: Sql): Promise<Unit[]> {
  return db.query<Unit>(`select ${COLUMNS} from live.unit u order by u.code collate "C", u.valid_from`)
}

export function everyShape(db: Sql): Promise<StoredShape[]> {
  return db.query<StoredShape>(
    `select code, to_char(valid_from, 'YYYY-MM-DD') as valid_from, origin, geometry from live.unit_shape`,
  )
}

/** Differs after any change of a unit or a shape by any process: every change of a row gives it a new xmin. */
export async function registerVersion(db: Sql): Promise<string> {
  const [row] = await db.query<{ version: string }>(
    `select concat_ws(' ',
       (select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', code, valid_from, xmin), 0))) from live.unit),
       (select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', code, valid_from, origin, xmin), 0)))
        from live.unit_shape)) as version`,
  )
  return (row as { version: string }).version
}

/** Inserts units and renews what differs; a row that was closed stays closed. Answers how many rows changed. */
export async function upsertUnits(db: Sql, units: readonly (Unit & { search: string })[]): Promise<number> {
  const facts = ['valid_to', 'name', 'kind', 'parent', 'lat', 'lon', 'area_km2', 'search']
  const rows = await db.query(
    `insert into live.unit as u (code, valid_from, ${facts.join(', ')})
     select code, valid_from, ${facts.join(', ')} from jsonb_to_recordset($1) as x (code text, valid_from date,
       valid_to date, name text, kind text, parent text, lat double precision, lon double precision,
       area_km2 double precision, search text)
     order by code, valid_from
     on conflict (code, valid_from) do update set valid_to = coalesce(excluded.valid_to, u.valid_to),
       ${facts
         .slice(1)
         .map((fact) => `${fact} = excluded.${fact}`)
         .join(', ')}
     where (coalesce(excluded.valid_to, u.valid_to), ${facts
       .slice(1)
       .map((fact) => `excluded.${fact}`)
       .join(', ')})
       is distinct from (${facts.map((fact) => `u.${fact}`).join(', ')})
     returning u.code`,
    [JSON.stringify(units)],
  )
  return rows.length
}

/** Inserts shapes of an origin and renews what differs; shapes of another origin are other rows and stay. */
export async function upsertShapes(db: Sql, shapes: readonly StoredShape[]): Promise<number> {
  const rows = await db.query(
    `insert into live.unit_shape as s (code, valid_from, origin, geometry)
     select code, valid_from, origin, geometry from jsonb_to_recordset($1)
       as x (code text, valid_from date, origin text, geometry jsonb)
     order by code, valid_from, origin
     on conflict (code, valid_from, origin) do update set geometry = excluded.geometry
     where s.geometry is distinct from excluded.geometry
     returning s.code`,
    [JSON.stringify(shapes)],
  )
  return rows.length
}
