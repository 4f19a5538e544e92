import type { Unit, UnitLink } from '#model'
import type { Sql } from '#platform/database'
import type { Shape } from './shape.ts'

const COLUMNS = `u.code || '@' || to_char(u.valid_from, 'YYYY-MM-DD') as id, u.code,
  to_char(u.valid_from, 'YYYY-MM-DD') as valid_from, to_char(u.valid_to, 'YYYY-MM-DD') as valid_to,
  u.name, u.kind, u.parent, u.lat, u.lon, u.area_km2,
  array(select s.successor || '@' || to_char(s.successor_from, 'YYYY-MM-DD') from live.unit_successor s
    where s.code = u.code and s.valid_from = u.valid_from order by s.successor collate "C") as successors`
const STANDS = 'u.valid_from <= $1 and (u.valid_to is null or u.valid_to > $1)'

/** `outline`: what the imported shapes of a province's units cover together. */
export type ShapeOrigin = 'approximate' | 'imported' | 'outline'
export interface Area {
  readonly type: 'MultiPolygon'
  readonly coordinates: Shape
}
export interface StoredShape {
  readonly code: string
  readonly valid_from: string
  readonly origin: ShapeOrigin
  readonly geometry: Area
  /** The lighter copy that screens get; of an imported shape. */
  readonly drawn?: Area | null
  /** The imported map it comes from. */
  readonly map?: number | null
}

/**
 * `line`: from each unit of `start` to all that came after it, however many changes lie between. `ends`: the units of day
 * $1 that it became; several of them mean that it was divided.
 */
const LINE = `line as (
    select s.code, s.valid_from, s.successor, s.successor_from
    from live.unit_successor s join start using (code, valid_from)
    union
    select l.code, l.valid_from, s.successor, s.successor_from
    from line l join live.unit_successor s on s.code = l.successor and s.valid_from = l.successor_from
  ), ends as (
    select l.*, count(*) over (partition by l.code, l.valid_from) > 1 as partial
    from line l join live.unit u on u.code = l.successor and u.valid_from = l.successor_from where ${STANDS}
  )`
const linkOf = (unit: string): string => `jsonb_build_object('id', ${unit}.code || '@' || to_char(${unit}.valid_from,
  'YYYY-MM-DD'), 'code', ${unit}.code, 'name', ${unit}.name, 'kind', ${unit}.kind, 'partial', e.partial)`

export type FoundRow = Unit & { readonly rank: number; readonly formerly: UnitLink[] }

/**
 * Units of `day` whose search key holds `wanted` (rank 0), then those that hold an ended unit whose key does (1), then
 * those that hold part of an old district (2); within a rank in order of code, after `after`. All readers see them all.
 */
export function selectUnits(
  db: Sql,
  day: string,
  of: { wanted: string; after: { rank: number; code: string }; limit: number },
): Promise<FoundRow[]> {
  return db.query<FoundRow>(
    `with recursive start as (
       select code, valid_from from live.unit where $2 <> '' and valid_to <= $1 and strpos(search, $2) > 0
     ), ${LINE}, former as (
       select e.successor as code, e.successor_from as valid_from, min(case o.kind when 'district' then 2 else 1 end) as rank,
         jsonb_agg(${linkOf('o')} order by o.kind = 'district', o.code collate "C", o.valid_from) as formerly
       from ends e join live.unit o on o.code = e.code and o.valid_from = e.valid_from group by 1, 2
     ), found as (
       select u.*, case when strpos(u.search, $2) > 0 then 0 else f.rank end as rank,
         case when strpos(u.search, $2) > 0 or f.formerly is null then '[]' else f.formerly end as formerly
       from live.unit u left join former f using (code, valid_from)
       where ${STANDS} and (strpos(u.search, $2) > 0 or f.rank is not null)
     )
     select ${COLUMNS}, u.rank, u.formerly from found u
     where u.rank > $3 or (u.rank = $3 and u.code collate "C" > $4 collate "C")
     order by u.rank, u.code collate "C" limit $5`,
    [day, of.wanted, of.after.rank, of.after.code, of.limit],
  )
}

/** The ended units that led to this one, newest first; a unit is divided or not as of the day on which this one began. */
export async function selectFormer(db: Sql, unit: Unit): Promise<UnitLink[]> {
  const rows = await db.query<{ link: UnitLink }>(
    `with recursive start as (select code, valid_from from live.unit where valid_to <= $1), ${LINE}
     select ${linkOf('o')} as link from ends e join live.unit o on o.code = e.code and o.valid_from = e.valid_from
     where e.successor = $2 and e.successor_from = $1
     order by o.valid_to desc, o.kind = 'district', o.code collate "C", o.valid_from`,
    [unit.valid_from, unit.code],
  )
  return rows.map((row) => row.link)
}

/** The units of `day` that hold what this one was. */
export async function selectLater(db: Sql, unit: Unit, day: string): Promise<UnitLink[]> {
  const rows = await db.query<{ link: UnitLink }>(
    `with recursive start as (select $2::text as code, $3::date as valid_from), ${LINE}
     select ${linkOf('o')} as link from ends e
     join live.unit o on o.code = e.successor and o.valid_from = e.successor_from order by o.code collate "C"`,
    [day, unit.code, unit.valid_from],
  )
  return rows.map((row) => row.link)
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
    `select code, to_char(valid_from, 'YYYY-MM-DD') as valid_from, origin, geometry, drawn, map from live.unit_shape`,
  )
}

export interface UnitMap {
  readonly id: number
  readonly file: string
  readonly source: string
  readonly day: string
}

export function everyMap(db: Sql): Promise<UnitMap[]> {
  return db.query<UnitMap>(`select id, file, source, to_char(day, 'YYYY-MM-DD') as day from live.unit_map order by id`)
}

/** Differs after any change of a unit or a shape by any process: every change of a row gives it a new xmin. */
export async function registerVersion(db: Sql): Promise<string> {
  const [row] = await db.query<{ version: string }>(
    `select concat_ws(' ',
       (select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', code, valid_from, xmin), 0))) from live.unit),
       (select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', code, valid_from, origin, xmin), 0)))
        from live.unit_shape),
       (select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', id, xmin), 0))) from live.unit_map),
       (select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', code, valid_from, successor, xmin), 0)))
        from live.unit_successor)) as version`,
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

/** Makes the successors of these units what they say. Answers how many links were added or taken away. */
export async function putSuccessors(db: Sql, units: readonly Unit[]): Promise<number> {
  const links = units.flatMap(({ code, valid_from, successors }) =>
    successors.map((id) => {
      const [, successor, successor_from] = /^(.+)@(.+)$/.exec(id) as unknown as [string, string, string]
      return { code, valid_from, successor, successor_from }
    }),
  )
  const rows = await db.query(
    `with wanted as (select * from jsonb_to_recordset($1)
         as x (code text, valid_from date, successor text, successor_from date)),
       gone as (delete from live.unit_successor s using jsonb_to_recordset($2) as u (code text, valid_from date)
         where s.code = u.code and s.valid_from = u.valid_from and not exists (select 1 from wanted w
           where (w.code, w.valid_from, w.successor, w.successor_from)
             = (s.code, s.valid_from, s.successor, s.successor_from))
         returning 1),
       made as (insert into live.unit_successor (code, valid_from, successor, successor_from)
         select * from wanted on conflict do nothing returning 1)
     select * from gone union all select * from made`,
    [JSON.stringify(links), JSON.stringify(units)],
  )
  return rows.length
}

/** Inserts shapes of an origin and renews what differs; shapes of another origin are other rows and stay. */
export async function upsertShapes(db: Sql, shapes: readonly StoredShape[]): Promise<number> {
  const rows = await db.query(
    `insert into live.unit_shape as s (code, valid_from, origin, geometry, drawn, map)
     select code, valid_from, origin, geometry, drawn, map from jsonb_to_recordset($1)
       as x (code text, valid_from date, origin text, geometry jsonb, drawn jsonb, map bigint)
     order by code, valid_from, origin
     on conflict (code, valid_from, origin) do update
       set geometry = excluded.geometry, drawn = excluded.drawn, map = excluded.map
     where (s.geometry, s.drawn, s.map) is distinct from (excluded.geometry, excluded.drawn, excluded.map)
     returning s.code`,
    [JSON.stringify(shapes)],
  )
  return rows.length
}
