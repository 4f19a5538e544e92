export { ExportMenu } from './export-menu.tsx'
export type { ExportColumn, ExportTable } from './table.ts'
