import { DAY, Problem } from '#model'

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?([Zz]|[+-](\d\d):(\d\d))$/

/** Epoch ms of an RFC 3339 time with a zone; undefined when it is none, or names a day or hour that does not exist. */
export function readInstant(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined
  const parts = RFC3339.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const wall = new Date(Date.UTC(year, month - 1, day))
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day) return undefined
  if (hour > 23 || minute > 59 || second > 59 || Number(parts[8] ?? 0) > 23 || Number(parts[9] ?? 0) > 59)
    return undefined
  const at = Date.parse(text.replace(' ', 'T').toUpperCase())
  return Number.isNaN(at) ? undefined : at
}

/** Times beyond these are a broken clock, not news: the row is refused and its sender told. */
const EARLIEST = Date.parse('2000-01-01T00:00:00Z')
const LATEST_AHEAD = 366 * DAY

/** Whether a time (epoch ms) can be true at all, seen from `now`. */
export function withinReach(at: number, now: number): boolean {
  return at >= EARLIEST && at <= now + LATEST_AHEAD
}

/** Years of four digits, of which PostgreSQL has no year 0. */
const FIRST = Date.parse('0001-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** Epoch ms of a time in an address; a `+` that was not escaped there arrives as a space. */
export function queryInstant(text: string | undefined, field: string): number | undefined {
  if (text === undefined) return undefined
  const at = readInstant(text.replace(/ (\d\d:\d\d)$/, '+$1'))
  if (at === undefined || at < FIRST || at > LAST)
    throw new Problem('invalid', { pointer: `/${field}`, detail: 'RFC 3339 with a zone' })
  return at
}
