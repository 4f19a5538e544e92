import type { Grant, Person, Scope } from '#model'
import { type Sql, scopeSql } from '#platform/database'
import { isWide } from './authority.ts'

/** The grants of the person `p` of a query. */
export const GRANTS = `coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'agency', g.agency, 'service', g.service,
  'unit', g.unit) order by g.role, g.agency, g.service, g.unit) from live.person_grant g where g.person = p.id), '[]')`
const PERSON = `p.id, p.name, p.login, p.demo, p.state, ${GRANTS} as grants`
const WIDE = 'g.agency is null and g.service is null and g.unit is null'

const time = (at: number): string => new Date(at).toISOString()

/** What the room itself needs of a person beyond what others see. */
export interface Account extends Person {
  readonly password_hash: string | null
  readonly salt: Buffer
  /** Epoch ms; null without a password. */
  readonly passwordAt: number | null
}

/** People who have a grant and all of whose grants lie within the scope: a manager's own. The province's see everyone. */
export function within(scope: Scope, values: unknown[]): string {
  if (scope.some(isWide)) return 'true'
  return `(select bool_and(${scopeSql(scope, 'g', values)}) from live.person_grant g where g.person = p.id)`
}

export async function accountOf(
  db: Sql,
  by: 'id' | 'login',
  value: string,
  scope: Scope,
): Promise<Account | undefined> {
  const values: unknown[] = [value]
  const seen = within(scope, values)
  const rows = await db.query<Account>(
    `select ${PERSON}, p.password_hash, p.salt, case when p.password_hash is not null
       then extract(epoch from p.password_at)::float8 * 1000 end as "passwordAt" from live.person p where p.${by} = $1 and ${seen}`,
    values,
  )
  return rows[0]
}

/** People in order of login, after the one with id `after`. */
export function people(db: Sql, scope: Scope, after: string | null, limit: number): Promise<Person[]> {
  const values: unknown[] = [after, limit]
  return db.query<Person>(
    `select ${PERSON} from live.person p
     where ($1::uuid is null or p.login > (select login from live.person where id = $1)) and ${within(scope, values)}
     order by p.login limit $2`,
    values,
  )
}

export interface NewPerson {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly hash: string | null
  readonly demo: boolean
  readonly state: Person['state']
  readonly salt: Buffer
}

/** False when somebody has the login. */
export async function insertPerson(tx: Sql, person: NewPerson, at: number): Promise<boolean> {
  const rows = await tx.query(
    `insert into live.person (id, name, login, password_hash, demo, state, salt, created_at, password_at, active_since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8) on conflict (login) do nothing returning id`,
    [person.id, person.name, person.login, person.hash, person.demo, person.state, person.salt, time(at)],
  )
  return rows.length > 0
}

/** A person asked in again: no password until they accept. */
export async function reinvite(tx: Sql, id: string, name: string): Promise<void> {
  await tx.query(`update live.person set name = $2, state = 'invited', password_hash = null where id = $1`, [id, name])
}

/** False when somebody else has the login. */
export async function activate(
  tx: Sql,
  id: string,
  as: { name: string; login: string; hash: string; at: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update live.person set name = $2, login = $3, state = 'active', active_since = $4
     where id = $1 and not exists (select 1 from live.person o where o.login = $3 and o.id <> $1) returning id`,
    [id, as.name, as.login, time(as.at)],
  )
  if (rows.length > 0) await setPassword(tx, id, as.hash, as.at)
  return rows.length > 0
}

/** Active people, not of the demonstration, whose newest session and whose activation are older than `since` (epoch ms). */
export function idlePeople(tx: Sql, since: number): Promise<{ id: string; seen: string }[]> {
  return tx.query(
    `select p.id, to_char(u.seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as seen
     from live.person p cross join lateral (
       select greatest(p.active_since, p.created_at, max(s.seen_at)) as seen from live.session s where s.person = p.id) u
     where p.state = 'active' and not p.demo and u.seen <= $1`,
    [time(since)],
  )
}

/** An invited person comes in by an identity provider: no password, the name and login of the invitation. */
export async function activateLinked(tx: Sql, id: string, at: number): Promise<void> {
  await tx.query(`update live.person set state = 'active', active_since = $2 where id = $1`, [id, time(at)])
}

export async function setState(tx: Sql, id: string, state: Person['state']): Promise<void> {
  await tx.query('update live.person set state = $2 where id = $1', [id, state])
}

/** The new password, kept among the person's old ones too. */
export async function setPassword(tx: Sql, id: string, hash: string, at: number): Promise<void> {
  await tx.query('update live.person set password_hash = $2, password_at = $3 where id = $1', [id, hash, time(at)])
  await tx.query('insert into live.password_history (person, hash, at) values ($1, $2, $3)', [id, hash, time(at)])
}

/** Hashes of the person's newest passwords, the present one among them. */
export async function lastPasswords(db: Sql, id: string, most: number): Promise<string[]> {
  const rows = await db.query<{ hash: string }>(
    'select hash from live.password_history where person = $1 order by id desc limit $2',
    [id, most],
  )
  return rows.map((row) => row.hash)
}

export async function replaceGrants(tx: Sql, id: string, grants: readonly Grant[], at: number): Promise<void> {
  await tx.query('delete from live.person_grant where person = $1', [id])
  await tx.query(
    `insert into live.person_grant (person, role, agency, service, unit, granted_at)
     select $1, x.role, x.agency, x.service, x.unit, $3
     from jsonb_to_recordset($2) as x (role text, agency text, service text, unit text)
     on conflict do nothing`,
    [id, JSON.stringify(grants), time(at)],
  )
}

/** Whoever makes or ends an administrator, or a login, stands in this queue until the end of the transaction. */
export async function lockPeople(tx: Sql): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('person.edit', 0))`)
}

/** Ids of the people, not of the demonstration, who administer the whole province. */
export async function administrators(db: Sql, state: Person['state']): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select p.id from live.person p where not p.demo and p.state = $1
       and exists (select 1 from live.person_grant g where g.person = p.id and g.role = 'administrator' and ${WIDE})
     order by p.created_at, p.id`,
    [state],
  )
  return rows.map((row) => row.id)
}

export async function insertInvitation(tx: Sql, digest: Buffer, person: string, expires: number): Promise<void> {
  await tx.query('insert into live.invitation (digest, person, expires_at) values ($1, $2, $3)', [
    digest,
    person,
    time(expires),
  ])
}

/** The person whom an open link invites. With `lock` the link is held until the end of the transaction. */
export async function invited(db: Sql, digest: Buffer, at: number, lock: boolean): Promise<string | undefined> {
  const rows = await db.query<{ person: string }>(
    `select i.person from live.invitation i join live.person p on p.id = i.person
     where i.digest = $1 and i.used_at is null and i.expires_at > $2 and p.state = 'invited' ${lock ? 'for update of i' : ''}`,
    [digest, time(at)],
  )
  return rows[0]?.person
}

export async function spendInvitation(tx: Sql, digest: Buffer, at: number): Promise<void> {
  await tx.query('update live.invitation set used_at = $2 where digest = $1', [digest, time(at)])
}

export async function voidInvitations(tx: Sql, people: readonly string[], at: number): Promise<void> {
  await tx.query(
    'update live.invitation set expires_at = $2 where person = any($1) and used_at is null and expires_at > $2',
    [[...people], time(at)],
  )
}
