import { fold } from '#model'
import type { ExportColumn, ExportTable } from '#web/export'
import { useWords } from '#web/words'
import { WORDS } from './words.ts'

/** Makes a table for a file, with its source; the room of exports adds as of when, and the mark of the unreal. */
export function useExport() {
  const { say } = useWords()
  return (title: string, columns: readonly ExportColumn[], rows: ExportTable['rows'], source: string): ExportTable => ({
    name: fold(title).replaceAll(' ', '-'),
    title,
    notes: [say(WORDS.exportSource, { name: source })],
    columns,
    rows,
  })
}
