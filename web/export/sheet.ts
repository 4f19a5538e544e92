import { LOCAL_OFFSET } from '#model'
import type { SheetData, SheetOptions } from 'write-excel-file/universal'
import { type ExportColumn, type ExportTable, harmless } from './table.ts'

/** What Excel holds in one cell. */
const MOST_LETTERS = 32_767
/** The first and the last moment that Excel has a number for. */
const FIRST_DAY = Date.UTC(1900, 2, 1)
const LAST_DAY = Date.UTC(9999, 11, 31)

/** The cells of the one sheet: real numbers, real dates on the local clock (Excel knows no zones), and never a formula. */
export function sheetOf(table: ExportTable, above: readonly string[]): SheetData {
  return [
    ...above.map((text, at) => [
      { value: letters(text), type: String, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) },
    ]),
    table.columns.map(({ title, kind }) => ({
      value: letters(title),
      type: String,
      fontWeight: 'bold' as const,
      align: kind === 'number' ? ('right' as const) : ('left' as const),
    })),
    ...table.rows.map((row) => table.columns.map((column, at) => cellOf(row[at] ?? null, column))),
  ]
}

export function sheetOptions(table: ExportTable, above: readonly string[]): SheetOptions<Blob> {
  return {
    columns: table.columns.map(({ title, kind }, at) => ({
      width: kind === 'time' ? 17 : kind === 'number' ? Math.max(10, title.length + 2) : widthOf(table, at),
    })),
    stickyRowsCount: above.length + 1,
  }
}

function widthOf(table: ExportTable, at: number): number {
  const longest = Math.max(
    table.columns[at]?.title.length ?? 0,
    ...table.rows.map((row) => String(row[at] ?? '').length),
  )
  return Math.min(60, longest + 2)
}

function cellOf(value: string | number | null, { kind, decimals = 0 }: ExportColumn): SheetData[number][number] {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null
  if (typeof value === 'string' || kind === 'text') return { value: letters(String(value)), type: String }
  if (kind === 'number')
    return { value, type: Number, format: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}` }
  const wall = value + LOCAL_OFFSET
  if (wall < FIRST_DAY || wall > LAST_DAY) return null
  return { value: new Date(wall), type: Date, format: 'dd/mm/yyyy hh:mm:ss' }
}

/** Without what XML cannot carry. */
function letters(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
  return harmless(clean).slice(0, MOST_LETTERS)
}
