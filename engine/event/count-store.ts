import { DAY, HOUR } from '#model'
import type { Sql } from '#platform/database'

const iso = (at: number): string => new Date(at).toISOString()

/** Lexemes that fewer events of a day have are not kept: the index of words finds those as fast. */
const FEWEST = 20

/** Days (epoch ms of their local start) of a span that nobody has counted yet, the newest first. */
export async function selectUncounted(db: Sql, from: number, to: number, limit: number): Promise<number[]> {
  const rows = await db.query<{ day: number }>(
    `select x.day from generate_series($1::timestamptz, $2::timestamptz - interval '1 microsecond', make_interval(hours => ${DAY / HOUR})) as x (day)
     where not exists (select 1 from event_day d where d.day = x.day and d.counted) order by x.day desc limit $3`,
    [iso(from), iso(to), limit],
  )
  return rows.map((row) => row.day)
}

/** Says that a day is being counted; what was counted before goes. */
export async function beginDay(tx: Sql, day: number): Promise<void> {
  await forgetDays(tx, [day])
  await tx.query('insert into event_day (day, counted) values ($1, false)', [iso(day)])
}

/** How many events of a day have each lexeme that many have, and, as '', how many there are. */
export function countLexemes(db: Sql, day: number): Promise<{ lexeme: string; n: number }[]> {
  return db.query(
    `with words as (select e.words from event e where e.at >= $1 and e.at < $2)
     select x.lexeme, count(*)::int as n from words, unnest(tsvector_to_array(words)) as x (lexeme)
     group by 1 having count(*) >= ${FEWEST}
     union all select '', count(*)::int from words`,
    [iso(day), iso(day + DAY)],
  )
}

/** Keeps the counts of a day, unless an event of that day has come since it was begun: false then. */
export async function finishDay(
  tx: Sql,
  day: number,
  counts: readonly { lexeme: string; n: number }[],
): Promise<boolean> {
  const kept = await tx.query('update event_day set counted = true where day = $1 and not counted returning day', [
    iso(day),
  ])
  if (kept.length === 0) return false
  await tx.query('insert into event_count (day, lexeme, n) select $1, * from unnest($2::text[], $3::int[])', [
    iso(day),
    counts.map((one) => one.lexeme),
    counts.map((one) => one.n),
  ])
  return true
}

/** Takes back the counts of days that an event has just joined. */
export async function forgetDays(tx: Sql, days: readonly number[]): Promise<void> {
  await tx.query('delete from event_day where day = any($1::timestamptz[])', [days.map(iso)])
}

/** Counted days of a span on which all the lexemes are counted or nothing was, and the sum of their counts. */
export function selectDays(
  db: Sql,
  lexemes: readonly string[],
  from: number,
  to: number,
): Promise<{ day: number; n: number }[]> {
  return db.query(
    `select d.day, coalesce(sum(c.n), 0)::int as n
     from event_day d left join event_count c on c.day = d.day and c.lexeme = any($1)
     where d.counted and d.day >= $2 and d.day < $3
     group by d.day
     having count(c.n) = $4
       or exists (select 1 from event_count e where e.day = d.day and e.lexeme = '' and e.n = 0)
     order by d.day`,
    [lexemes, iso(from), iso(to), lexemes.length],
  )
}
