import type { AccessReview, Scope } from '#model'
import type { Sql } from '#platform/database'
import { within } from './store.ts'

const time = (at: number): string => new Date(at).toISOString()
const rfc3339 = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** TCVN 14423:2026: every grant is looked at again at least every six months. */
const DUE = `(greatest(g.granted_at, g.reviewed_at) at time zone 'UTC' + interval '6 months') at time zone 'UTC'`

/** The grants of people who may come in, with `$1` = now; accounts of the demonstration are nobody's. */
const REVIEWS = `select g.id, g.person, g.role, ${DUE} as due, g.reviewed_by,
    jsonb_build_object('id', p.id, 'name', p.name, 'login', p.login, 'state', p.state) as holder,
    jsonb_build_object('role', g.role, 'agency', g.agency, 'service', g.service, 'unit', g.unit) as "grant",
    ${rfc3339('g.granted_at')} as granted_at, ${rfc3339('g.reviewed_at')} as reviewed_at,
    (select ${rfc3339('max(s.seen_at)')} from live.session s where s.person = p.id) as last_seen
  from live.person_grant g join live.person p on p.id = g.person
  where not p.demo and p.state <> 'disabled'`

const COLUMNS = `r.id, r.holder as person, r."grant", r.granted_at, r.last_seen, r.reviewed_at, r.reviewed_by,
  ${rfc3339('r.due')} as due_at, r.due <= $1 as overdue`

/** Grants whose holders are wholly within the scope, the one due first first, after the one with id `after`. */
export function reviews(
  db: Sql,
  scope: Scope,
  now: number,
  of: { readonly overdue: boolean; readonly after: string | null; readonly limit: number },
): Promise<AccessReview[]> {
  const values: unknown[] = [time(now), of.after, of.limit, of.overdue]
  return db.query<AccessReview>(
    `select ${COLUMNS} from (${REVIEWS} and ${within(scope, values)}) r
     where ($2::uuid is null or (r.due, r.id) >
         (select ${DUE}, g.id from live.person_grant g where g.id = $2::uuid))
       and (not $4::boolean or r.due <= $1)
     order by r.due, r.id limit $3`,
    values,
  )
}

/** One of them, held until the end of the transaction. */
export async function reviewOf(tx: Sql, scope: Scope, now: number, id: string): Promise<AccessReview | undefined> {
  await tx.query('select 1 from live.person_grant where id = $1 for update', [id])
  const values: unknown[] = [time(now), id]
  const rows = await tx.query<AccessReview>(
    `select ${COLUMNS} from (${REVIEWS} and ${within(scope, values)}) r where r.id = $2`,
    values,
  )
  return rows[0]
}

export async function confirmGrant(tx: Sql, id: string, by: string, at: number): Promise<void> {
  await tx.query('update live.person_grant set reviewed_at = $2, reviewed_by = $3 where id = $1', [id, time(at), by])
}

/** Takes the grant away; answers how many the person has left. */
export async function removeGrant(tx: Sql, id: string, person: string): Promise<number> {
  await tx.query('delete from live.person_grant where id = $1', [id])
  const rows = await tx.query<{ left: number }>(
    'select count(*)::int as left from live.person_grant where person = $1',
    [person],
  )
  return rows[0]?.left ?? 0
}
