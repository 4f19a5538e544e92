import { type MachineToken, type Scope, type TokenScope } from '#model'
import { type Sql, scopeSql } from '#platform/database'

const time = (at: number): string => new Date(at).toISOString()
const rfc3339 = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const COLUMNS = `t.id, t.name, t.scopes, t.agency, t.context, ${rfc3339('t.created_at')} as created_at,
  ${rfc3339('t.revoked_at')} as revoked_at`
/** A token belongs to an agency; it has neither service nor unit of its own. */
const TOKENS = '(select *, null::text as service, null::text as unit from live.token)'

/** Undefined when the name is taken in that context. */
export async function insertToken(
  tx: Sql,
  token: {
    id: string
    name: string
    scopes: readonly TokenScope[]
    agency: string | null
    context: string
    digest: Buffer
  },
  at: number,
): Promise<MachineToken | undefined> {
  const rows = await tx.query<MachineToken>(
    `insert into live.token as t (id, name, digest, scopes, agency, context, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (context, name) where revoked_at is null do nothing
     returning ${COLUMNS}`,
    [token.id, token.name, token.digest, [...token.scopes], token.agency, token.context, time(at)],
  )
  return rows[0]
}

export async function tokenOfDigest(db: Sql, digest: Buffer): Promise<MachineToken | undefined> {
  const rows = await db.query<MachineToken>(
    `select ${COLUMNS} from live.token t where t.digest = $1 and t.revoked_at is null`,
    [digest],
  )
  return rows[0]
}

/** Tokens in order of name, after the one with id `after`; revoked ones too. */
export function tokens(db: Sql, scope: Scope, after: string | null, limit: number): Promise<MachineToken[]> {
  const values: unknown[] = [after, limit]
  return db.query<MachineToken>(
    `select ${COLUMNS} from ${TOKENS} t
     where ($1::uuid is null or (t.name, t.id) > (select name, id from live.token where id = $1))
       and ${scopeSql(scope, 't', values)}
     order by t.name, t.id limit $2`,
    values,
  )
}

/** The token as it is now, or undefined when the scope does not cover it. */
export async function revoke(tx: Sql, id: string, scope: Scope, at: number): Promise<MachineToken | undefined> {
  const values: unknown[] = [id, time(at)]
  const rows = await tx.query<MachineToken>(
    `update live.token t set revoked_at = coalesce(t.revoked_at, $2)
     from ${TOKENS} s where t.id = $1 and s.id = t.id and ${scopeSql(scope, 's', values)} returning ${COLUMNS}`,
    values,
  )
  return rows[0]
}
