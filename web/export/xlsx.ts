import { sheetOf, sheetOptions } from './sheet.ts'
import type { ExportTable } from './table.ts'

/** The table as an Excel file. What writes it is fetched only now: most people never ask. */
export async function xlsxOf(table: ExportTable, above: readonly string[]): Promise<Blob> {
  const { default: write } = await import('write-excel-file/browser')
  return write(sheetOf(table, above), sheetOptions(table, above), { fontFamily: 'Arial', fontSize: 10 }).toBlob()
}
