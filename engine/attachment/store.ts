import type { Attachment } from '#model'
import type { Sql } from '#platform/database'

const iso = (at: number): string => new Date(at).toISOString()

/** What an attachment belongs to. Whoever may see that may see the attachment: its own room asks. */
export interface Belonging {
  readonly kind: 'incident'
  readonly ids: readonly string[]
}

type Stored = Omit<Attachment, 'at' | 'taken_at' | 'by_name'> & {
  readonly at: number
  readonly taken_at: number | null
}

export async function insertAttachment(
  tx: Sql,
  of: { kind: Belonging['kind']; id: string },
  row: Stored,
): Promise<void> {
  await tx.query(
    `insert into attachment (id, subject_kind, subject, name, kind, type, size, digest, at, by, taken_at, lat, lon, said_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      row.id,
      of.kind,
      of.id,
      row.name,
      row.kind,
      row.type,
      row.size,
      row.digest,
      iso(row.at),
      row.by,
      row.taken_at === null ? null : iso(row.taken_at),
      row.lat,
      row.lon,
      row.said_by,
    ],
  )
}

export async function selectAttachments(db: Sql, of: Belonging): Promise<Attachment[]> {
  const rows = await db.query<Stored & { by_name: string | null }>(
    `select a.id, a.name, a.kind, a.type, a.size, a.digest, a.at, a.by, coalesce(p.name, t.name) as by_name, a.taken_at,
       a.lat, a.lon, a.said_by
     from attachment a left join live.person p on p.id::text = a.by left join live.token t on t.id::text = a.by
     where a.subject_kind = $1 and a.subject = any($2::uuid[]) order by a.at, a.id`,
    [of.kind, of.ids],
  )
  return rows.map((row) => ({ ...row, at: iso(row.at), taken_at: row.taken_at === null ? null : iso(row.taken_at) }))
}
