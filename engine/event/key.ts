import { createHash, randomUUID } from 'node:crypto'

/** What makes an event the same one: a digest of (source, origin, id) in the form of a UUID. */
export function keyOf(source: string, origin: string | null, id: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([source, origin, id]))
    .digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The id of an event whose wire has none: it is always another one. */
export function newId(): string {
  return randomUUID()
}
