/** What a cell holds: null is an empty one. */
export type Cell = string | number | null

/** A text that a spreadsheet would take for a formula; it gets an apostrophe in front. */
const FORMULA = /^[=+\-@\t\r\n]/

/** RFC 4180 with a mark of UTF-8 in front, so that spreadsheets read Vietnamese. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
