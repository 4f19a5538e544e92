import { createHash } from 'node:crypto'

/** The id of what these parts name, the same one each time: their digest in the form of a UUID. */
export function namedId(...parts: readonly (string | null)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
