import { createHash } from 'node:crypto'

/** A row of `audit` as the chain sees it. `at` is UTC with microseconds; plumbing such as txid is not part of the act. */
export interface ChainedRow {
  readonly id: string
  readonly at: string
  readonly actor_kind: string
  readonly actor: string
  readonly act: string
  readonly subject: string
  readonly detail: unknown
}

/** What the first row is chained to. */
export const GENESIS = Buffer.alloc(32)

/** JSON as RFC 8785 writes it: no spaces, members in order of their UTF-16 names. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`
}

/** sha256(previous hash ‖ canonical JSON of the row, UTF-8). */
export function chainHash(previous: Uint8Array, row: ChainedRow): Buffer {
  const { id, at, actor_kind, actor, act, subject, detail } = row
  const text = canonicalJson({ id, at, actor_kind, actor, act, subject, detail })
  return createHash('sha256').update(previous).update(text, 'utf8').digest()
}
