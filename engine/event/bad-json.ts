/** As deep as data that anybody reads. */
const MOST_DEPTH = 32

/** Why a value that was read as JSON cannot be stored as such, undefined when it can. */
export function badJson(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return goodText(value) ? undefined : 'unreadable characters'
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'a number that is none'
  if (typeof value !== 'object' || value === null) return undefined
  if (depth >= MOST_DEPTH) return 'nested too deeply'
  for (const [name, one] of Object.entries(value)) {
    const fault = goodText(name) ? badJson(one, depth + 1) : 'unreadable characters'
    if (fault !== undefined) return fault
  }
  return undefined
}

/** PostgreSQL keeps neither NUL nor half a character. */
function goodText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
