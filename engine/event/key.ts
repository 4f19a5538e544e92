import { randomUUID } from 'node:crypto'
import { namedId } from '#engine/intake'

/** What makes an event the same one. */
export function keyOf(source: string, origin: string | null, id: string): string {
  return namedId(source, origin, id)
}

/** The id of an event whose wire has none: it is always another one. */
export function newId(): string {
  return randomUUID()
}
