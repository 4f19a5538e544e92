import type { Assignee, Incident, IncidentAct, IncidentChange, IncidentStood, Scope } from '#model'
import { type Sql, inList, scopeSql } from '#platform/database'

const iso = (at: number): string => new Date(at).toISOString()
/** An id that is no UUID is nobody's; asked of the database it would be a fault. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export interface IncidentRow {
  readonly id: string
  readonly number: number
  readonly opened_at: number
  readonly version: number
  readonly stood: IncidentStood
  readonly owner_name: string | null
}

/** Whoever may see the leading agency's incident, and whoever may see it as a helping agency's. */
function visible(scope: Scope, table: string, values: unknown[]): string {
  const helping = scope.flatMap(({ agency, service, unit }) => {
    if (agency === null) return []
    const terms = [`${table}.stood -> 'cooperating' ? $${values.push(agency)}`]
    if (service !== null) terms.push(`${table}.service = $${values.push(service)}`)
    if (unit !== null) terms.push(`${table}.unit = $${values.push(unit)}`)
    return [`(${terms.join(' and ')})`]
  })
  return `(${[scopeSql(scope, table, values), ...helping].join(' or ')})`
}

/** The incidents as they are, or as they stood at a moment. */
function incidents(at: number | undefined, values: unknown[]): string {
  if (at === undefined) {
    return `(select i.*, (select max(c.id) from incident_change c where c.incident = i.id) as version from incident i)`
  }
  return `(select i.id, i.number, i.opened_at, i.words, c.id as version, c.stood, c.stood ->> 'state' as state,
      c.stood ->> 'severity' as severity, c.stood ->> 'agency' as agency, c.stood ->> 'service' as service,
      c.stood ->> 'unit' as unit, c.stood ->> 'owner' as owner
    from incident i join lateral (select * from incident_change x where x.incident = i.id
      and x.at <= $${values.push(iso(at))} order by x.id desc limit 1) c on true)`
}

const NAMED = `i.id, i.number, i.opened_at, i.version, i.stood, coalesce(p.name, t.name) as owner_name`
const OWNERS = `left join live.person p on p.id::text = i.stood ->> 'owner'
  left join live.token t on t.id::text = i.stood ->> 'owner'`

export async function selectIncident(db: Sql, id: string, scope: Scope, at?: number): Promise<IncidentRow | undefined> {
  if (!UUID.test(id)) return undefined
  const values: unknown[] = [id]
  const from = incidents(at, values)
  const rows = await db.query<IncidentRow>(
    `select ${NAMED} from ${from} i ${OWNERS} where i.id = $1 and ${visible(scope, 'i', values)}`,
    values,
  )
  return rows[0]
}

export interface IncidentFilter {
  readonly state?: readonly string[] | undefined
  readonly severity?: readonly string[] | undefined
  readonly agency?: string | undefined
  readonly unit?: string | undefined
  readonly owner?: string | undefined
  readonly alert?: string | undefined
  /** Folded words, each of which must be there. */
  readonly words: readonly string[]
  /** Opened from … until before …; as it stood at …: epoch ms. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly at?: number | undefined
}

/** Newest first. */
export function selectIncidents(
  db: Sql,
  filter: IncidentFilter,
  scope: Scope,
  before: { at: number; id: string } | undefined,
  limit: number,
): Promise<IncidentRow[]> {
  const values: unknown[] = []
  const put = (value: unknown): string => `$${values.push(value)}`
  const from = incidents(filter.at, values)
  const terms = [visible(scope, 'i', values)]
  if (filter.state) terms.push(`i.state ${inList(filter.state, values)}`)
  // Said so that the index of those that go on can be used, however many are over.
  if (filter.state?.every((state) => state !== 'closed' && state !== 'merged'))
    terms.push(`i.state not in ('closed', 'merged')`)
  if (filter.severity) terms.push(`i.severity ${inList(filter.severity, values)}`)
  if (filter.agency !== undefined) {
    const agency = put(filter.agency)
    terms.push(`(i.agency = ${agency} or i.stood -> 'cooperating' ? ${agency})`)
  }
  if (filter.unit !== undefined) terms.push(`i.unit = ${put(filter.unit)}`)
  if (filter.owner !== undefined) terms.push(`i.owner = ${put(filter.owner)}`)
  if (filter.alert !== undefined) terms.push(`i.stood -> 'alerts' ? ${put(filter.alert)}`)
  for (const word of filter.words) terms.push(`strpos(i.words, ${put(word)}) > 0`)
  if (filter.from !== undefined) terms.push(`i.opened_at >= ${put(iso(filter.from))}`)
  if (filter.to !== undefined) terms.push(`i.opened_at < ${put(iso(filter.to))}`)
  if (before) terms.push(`(i.opened_at, i.id) < (${put(iso(before.at))}, ${put(before.id)}::uuid)`)
  return db.query(
    `select ${NAMED} from ${from} i ${OWNERS} where ${terms.join(' and ')}
     order by i.opened_at desc, i.id desc limit ${put(limit)}`,
    values,
  )
}

/** Holds incidents until the transaction ends, always in the same order, so that two mergers cannot wait for each other. */
export async function lockIncidents(tx: Sql, ids: readonly string[]): Promise<void> {
  const known = ids.filter((id) => UUID.test(id))
  await tx.query('select 1 from incident where id = any($1::uuid[]) order by id for update', [known])
}

export async function insertIncident(
  tx: Sql,
  id: string,
  stood: IncidentStood,
  wordsOf: (number: number) => string,
  at: number,
): Promise<void> {
  const rows = await tx.query<{ number: number }>(
    `insert into incident (id, stood, opened_at, words) values ($1, $2, $3, '') returning number`,
    [id, JSON.stringify(stood), iso(at)],
  )
  await updateIncident(tx, id, stood, wordsOf(rows[0]?.number ?? 0))
}

export async function updateIncident(tx: Sql, id: string, stood: IncidentStood, words: string): Promise<void> {
  await tx.query('update incident set stood = $2, words = $3 where id = $1', [id, JSON.stringify(stood), words])
}

export interface NewChange {
  readonly incident: string
  readonly at: number
  readonly act: IncidentAct
  readonly by: string | null
  readonly note: string | null
  readonly changed: IncidentChange['changed']
  readonly stood: IncidentStood
}

export async function insertChange(tx: Sql, change: NewChange): Promise<void> {
  await tx.query(
    `insert into incident_change (incident, at, act, by, note, changed, stood) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      change.incident,
      iso(change.at),
      change.act,
      change.by,
      change.note,
      JSON.stringify(change.changed),
      JSON.stringify(change.stood),
    ],
  )
}

/** Newest first; those of incidents that live on in this one are its own. */
export async function selectTimeline(
  db: Sql,
  ids: readonly string[],
  before: number,
  limit: number,
): Promise<IncidentChange[]> {
  const rows = await db.query<Omit<IncidentChange, 'id' | 'at'> & { id: number; at: number }>(
    `select c.id, c.at, c.act, c.by, coalesce(p.name, t.name) as by_name, c.note, c.changed from incident_change c
     left join live.person p on p.id::text = c.by left join live.token t on t.id::text = c.by
     where c.incident = any($1::uuid[]) and c.id < $2 order by c.id desc limit $3`,
    [ids, before, limit],
  )
  return rows.map((row) => ({ ...row, id: String(row.id), at: iso(row.at) }))
}

/** Gives an alert to an incident; answers the incident that had it before, if one has. */
export async function takeAlert(tx: Sql, alert: string, incident: string): Promise<string | undefined> {
  const taken = await tx.query(
    'insert into incident_alert (alert, incident) values ($1, $2) on conflict do nothing returning alert',
    [alert, incident],
  )
  if (taken.length > 0) return undefined
  const rows = await tx.query<{ incident: string }>('select incident from incident_alert where alert = $1', [alert])
  return rows[0]?.incident
}

export async function freeAlert(tx: Sql, alert: string): Promise<void> {
  await tx.query('delete from incident_alert where alert = $1', [alert])
}

/** Active people whose work lets them handle the incident; of the demonstration for its own only. */
export function selectAssignees(
  db: Sql,
  { agency, cooperating, service, unit }: IncidentStood,
  demo: boolean,
): Promise<Assignee[]> {
  return db.query<Assignee>(
    `select p.id::text as id, p.name, min(g.agency) as agency
     from live.person p join live.person_grant g on g.person = p.id
     where p.state = 'active' and p.demo = $1 and g.role in ('duty', 'officer', 'administrator')
       and (g.agency is null or g.agency = any($2)) and (g.service is null or g.service = $3)
       and (g.unit is null or g.unit = $4)
     group by p.id, p.name order by p.name, p.id`,
    [demo, [...(agency === null ? [] : [agency]), ...cooperating], service, unit],
  )
}

/** The row as readers have it. */
export function incidentOf({ stood, opened_at, version, ...row }: IncidentRow): Incident {
  return { ...row, ...stood, opened_at: iso(opened_at), version: Number(version) }
}
