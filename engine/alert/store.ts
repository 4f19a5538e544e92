import type { Alert, AlertChange, AlertEvidence, Scope, Severity, Text } from '#model'
import { type Sql, inList, scopeSql } from '#platform/database'

const iso = (at: number): string => new Date(at).toISOString()

interface AlertRow extends Omit<Alert, 'raised_at' | 'refreshed_at' | 'acknowledged_at' | 'resolved_at'> {
  readonly raised_at: number
  readonly refreshed_at: number
  readonly acknowledged_at: number | null
  readonly resolved_at: number | null
}

/** The owner is a person or a machine's token; both live in `live`. */
const NAMED = `coalesce(p.name, t.name, $OWNER) as $AS`
const WHO = (column: string, as: string): string => NAMED.replace('$OWNER', column).replace('$AS', as)
const selectFrom = (alerts: string): string => `select a.*, ${WHO('a.owner', 'owner_name')},
    (select l.incident from incident_alert l where l.alert = a.id) as incident from ${alerts} a
  left join live.person p on p.id::text = a.owner left join live.token t on t.id::text = a.owner`
const SELECT = selectFrom('alert')

function alertOf(row: AlertRow): Alert {
  const time = (at: number | null): string | null => (at === null ? null : iso(at))
  return {
    ...row,
    raised_at: iso(row.raised_at),
    refreshed_at: iso(row.refreshed_at),
    acknowledged_at: time(row.acknowledged_at),
    resolved_at: time(row.resolved_at),
  }
}

/** An id that is no UUID is nobody's; asked of the database it would be a fault. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function selectOne(db: Sql, id: string, scope: Scope): Promise<Alert | undefined> {
  if (!UUID.test(id)) return undefined
  const values: unknown[] = [id]
  const rows = await db.query<AlertRow>(`${SELECT} where a.id = $1 and ${scopeSql(scope, 'a', values)}`, values)
  return rows[0] && alertOf(rows[0])
}

/** The alert of a rule and subject that is not resolved; its row is locked until the transaction ends. */
export async function selectOpen(tx: Sql, rule: string, subject: string): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>(
    `select id from alert where rule = $1 and subject = $2 and state <> 'resolved' for update`,
    [rule, subject],
  )
  return rows[0]?.id
}

export interface NewAlert {
  readonly id: string
  readonly rule: string
  readonly title: Text
  readonly subject: string
  readonly subject_name: string
  readonly service: string
  readonly agency: string | null
  readonly unit: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly severity: Severity
}

export async function insert(tx: Sql, alert: NewAlert, evidence: AlertEvidence, at: number): Promise<void> {
  await tx.query(
    `insert into alert (id, rule, title, subject, subject_name, service, agency, unit, lat, lon, severity, state,
       raised_at, refreshed_at, times, first, last)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $12, 1, $13, $13)`,
    [
      alert.id,
      alert.rule,
      JSON.stringify(alert.title),
      alert.subject,
      alert.subject_name,
      alert.service,
      alert.agency,
      alert.unit,
      alert.lat,
      alert.lon,
      alert.severity,
      iso(at),
      JSON.stringify(evidence),
    ],
  )
}

export async function refresh(tx: Sql, id: string, evidence: AlertEvidence, times: number, at: number): Promise<void> {
  await tx.query('update alert set refreshed_at = $2, last = $3, times = times + $4 where id = $1', [
    id,
    iso(at),
    JSON.stringify(evidence),
    times,
  ])
}

export async function setAcknowledged(tx: Sql, id: string, owner: string, at: number): Promise<void> {
  await tx.query(
    `update alert set state = 'acknowledged', owner = $2, acknowledged_at = $3 where id = $1 and state = 'open'`,
    [id, owner, iso(at)],
  )
}

export async function setResolved(tx: Sql, id: string, by: 'rule' | 'person', at: number): Promise<void> {
  await tx.query(`update alert set state = 'resolved', resolved_at = $3, resolved_by = $2 where id = $1`, [
    id,
    by,
    iso(at),
  ])
}

/** Holds an alert's row until the transaction ends, so that two people cannot both be first. */
export async function lock(tx: Sql, id: string): Promise<void> {
  if (UUID.test(id)) await tx.query('select 1 from alert where id = $1 for update', [id])
}

export async function insertChange(
  tx: Sql,
  change: {
    alert: string
    at: number
    act: AlertChange['act']
    by: string | null
    note: string | null
    evidence: AlertEvidence | null
  },
): Promise<void> {
  await tx.query('insert into alert_change (alert, at, act, by, note, evidence) values ($1, $2, $3, $4, $5, $6)', [
    change.alert,
    iso(change.at),
    change.act,
    change.by,
    change.note,
    change.evidence === null ? null : JSON.stringify(change.evidence),
  ])
}

export interface AlertFilter {
  readonly state?: readonly string[] | undefined
  readonly severity?: readonly string[] | undefined
  readonly rule?: string | undefined
  readonly subject?: string | undefined
  readonly service?: string | undefined
}

/** Newest first, behind the pair (raised_at, id). */
export async function selectMany(
  db: Sql,
  filter: AlertFilter,
  scope: Scope,
  before: { at: number; id: string } | undefined,
  limit: number,
): Promise<Alert[]> {
  const values: unknown[] = []
  const put = (value: unknown): string => `$${values.push(value)}`
  const terms = [scopeSql(scope, 'a', values)]
  if (filter.state) terms.push(`a.state ${inList(filter.state, values)}`)
  if (filter.severity) terms.push(`a.severity ${inList(filter.severity, values)}`)
  for (const column of ['rule', 'subject', 'service'] as const) {
    const value = filter[column]
    if (value !== undefined) terms.push(`a.${column} = ${put(value)}`)
  }
  if (before) terms.push(`(a.raised_at, a.id) < (${put(iso(before.at))}, ${put(before.id)}::uuid)`)
  // The page first, then its owners' names: else all alerts that there ever were are joined and sorted for it.
  const order = 'order by a.raised_at desc, a.id desc'
  const page = `(select * from alert a where ${terms.join(' and ')} ${order} limit ${put(limit)})`
  const rows = await db.query<AlertRow>(`${selectFrom(page)} ${order}`, values)
  return rows.map(alertOf)
}

export async function selectChanges(db: Sql, alert: string, before: number, limit: number): Promise<AlertChange[]> {
  const rows = await db.query<Omit<AlertChange, 'at' | 'id'> & { at: number; id: number }>(
    `select c.id, c.at, c.act, c.by, ${WHO('c.by', 'by_name')}, c.note, c.evidence from alert_change c
     left join live.person p on p.id::text = c.by left join live.token t on t.id::text = c.by
     where c.alert = $1 and c.id < $2 order by c.id desc limit $3`,
    [alert, before, limit],
  )
  return rows.map((row) => ({ ...row, id: String(row.id), at: iso(row.at) }))
}
