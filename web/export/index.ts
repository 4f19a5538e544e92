export { ExportMenu } from './export-menu.tsx'
export { type ExportColumn, type ExportTable } from './table.ts'
