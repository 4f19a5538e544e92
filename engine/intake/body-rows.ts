/** Rows of one body at most; more is `too_large`. */
export const MOST_ROWS = 100_000
export const UNREADABLE = Symbol('unreadable line')

/** The lines of an NDJSON text that say something. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** The rows of a body: an array's, NDJSON text's with `UNREADABLE` for a line that is no JSON, or a single object. */
export function rowsOf(body: unknown): unknown[] | undefined {
  if (Array.isArray(body)) return body
  if (typeof body === 'string') {
    return linesOf(body).map((line) => {
      try {
        return JSON.parse(line) as unknown
      } catch {
        return UNREADABLE
      }
    })
  }
  return typeof body === 'object' && body !== null && Object.keys(body).length > 0 ? [body] : undefined
}
