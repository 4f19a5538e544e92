import type { Sql } from '#platform/database'

export interface NewMap {
  readonly file: string
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
  readonly source: string
  readonly day: string
  readonly by: string
  readonly at: number
}

/** The id of the map; the same file for the same day and source is the same map, brought again. */
export async function putMap(tx: Sql, map: NewMap): Promise<number> {
  const values = [map.file, map.digest, map.source, map.day, map.by, new Date(map.at).toISOString()]
  const [row] = await tx.query<{ id: number }>(
    `insert into live.unit_map (file, digest, source, day, imported_by, imported_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (digest, day, source) do update set file = excluded.file, imported_by = excluded.imported_by,
       imported_at = excluded.imported_at
     returning id`,
    values,
  )
  return (row as { id: number }).id
}

/** One import at a time: what a map covers depends on what others brought. */
export async function lockMaps(tx: Sql): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('serepok unit maps'))`)
}

/** Takes away imported shapes and outlines of these units; answers the codes of those that had an imported one. */
export async function deleteShapes(tx: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ code: string; origin: string }>(
    `delete from live.unit_shape where origin <> 'approximate' and code || '@' || to_char(valid_from, 'YYYY-MM-DD') = any($1)
     returning code, origin`,
    [[...ids]],
  )
  return rows.flatMap((row) => (row.origin === 'imported' ? [row.code] : [])).sort()
}

/** Takes away the outlines of these units: an older one is wrong when no new one could be computed. */
export async function deleteOutlines(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.query(
    `delete from live.unit_shape where origin = 'outline' and code || '@' || to_char(valid_from, 'YYYY-MM-DD') = any($1)`,
    [[...ids]],
  )
}
