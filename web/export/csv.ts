import { LOCAL_OFFSET } from '#model'
import { type ExportColumn, type ExportTable, harmless } from './table.ts'

/**
 * RFC 4180 with a byte order mark, so that Excel reads the letters right. Commas between cells and decimal points,
 * whatever the reader's language: such a file means the same to every program, and a Vietnamese Excel, whose own comma
 * is the decimal one, has the XLSX. Times carry their zone. Every line has as many cells as there are columns.
 */
export function csvOf(table: ExportTable, above: readonly string[]): string {
  const width = table.columns.length
  const lines = [...above.map((text) => [text]), table.columns.map((column) => column.title)].map((cells) =>
    Array.from({ length: width }, (_, at) => quoted(harmless(cells[at] ?? ''))),
  )
  const rows = table.rows.map((row) => table.columns.map((column, at) => cellOf(row[at] ?? null, column)))
  return `\ufeff${[...lines, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')}`
}

function cellOf(value: string | number | null, column: ExportColumn): string {
  if (value === null) return ''
  if (typeof value === 'string' || column.kind === 'text') return quoted(harmless(String(value)))
  if (!Number.isFinite(value)) return ''
  return column.kind === 'time' ? zoned(value) : plain(value, column.decimals)
}

/** A real number: a minus stays a minus, what rounds to zero has none. */
function plain(value: number, decimals: number | undefined): string {
  const text = decimals === undefined ? String(value) : value.toFixed(Math.min(20, Math.max(0, decimals)))
  return Number(text) === 0 ? text.replace('-', '') : text
}

/** `2026-11-25T23:01:00+07:00`. */
function zoned(at: number): string {
  return Math.abs(at) > 8e15 ? '' : `${new Date(at + LOCAL_OFFSET).toISOString().slice(0, 19)}+07:00`
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
