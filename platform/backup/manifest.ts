import { z } from 'zod'

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.string().regex(/^\d+$/)
const Section = { chunks: z.int().nonnegative(), bytes: z.int().nonnegative(), sha256: Hex }

/** A table at the moment of the snapshot, partitions and all. */
const TableCopy = z.object({
  schema: z.string().min(1),
  name: z.string().min(1),
  /** In the order of the COPY. */
  columns: z.array(z.string().min(1)).min(1),
  /** Months `yyyy-MM` of its partitions. */
  months: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
  rows: Count,
  /** Sum over the rows of the first 8 bytes of SHA-256 of the row's text: the same in whatever order they lie. */
  checksum: z.string().regex(/^-?\d+$/),
  /** Of its identity columns: the last number given out, and whether it was. */
  sequences: z.array(z.object({ column: z.string().min(1), last: Count, called: z.boolean() })),
  ...Section,
})
export type TableCopy = z.infer<typeof TableCopy>

/** A file under DATA_DIR. */
const FileCopy = z.object({
  /** Relative to DATA_DIR, with `/`; never leads out of it. */
  path: z.string().refine((path) => path.split('/').every((part) => !['', '.', '..'].includes(part))),
  /** Epoch ms. */
  modified: z.number(),
  ...Section,
})
export type FileCopy = z.infer<typeof FileCopy>

/** What a backup says of itself, in its last but one entry; the last is the seal over it. */
export const Manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  made_at: z.iso.datetime(),
  /** `server_version` of the PostgreSQL that it was taken from. */
  postgres: z.string(),
  /** Fingerprint of the key of SECRET_KEY_FILE, which is not in here. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  migrations: z.array(z.object({ schema: z.string(), number: z.int(), name: z.string(), checksum: z.string() })).min(1),
  tables: z.array(TableCopy),
  files: z.array(FileCopy),
})
export type Manifest = z.infer<typeof Manifest>

export const FIRST = 'serepok-backup'
export const MANIFEST = 'manifest.json'
export const SEAL = 'manifest.hmac'

export function tableSection(table: Pick<TableCopy, 'schema' | 'name'>): string {
  return `tables/${table.schema}.${table.name}`
}

/** Files are numbered as the manifest lists them: their own names may be longer than tar has room for. */
export function fileSection(index: number): string {
  return `files/${String(index + 1).padStart(8, '0')}`
}
