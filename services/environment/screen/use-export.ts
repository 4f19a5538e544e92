import { useNow } from '#web/live'
import type { ExportColumn, ExportTable } from '#web/export'
import { useUnreal } from '#web/session'
import { fold } from '#model'
import { formatDateTime, useWords } from '#web/words'
import { WORDS } from './words.ts'

/** Makes a table for a file: with its source, as of when, and the mark of the unreal in its name and in its notes. */
export function useExport() {
  const { say } = useWords()
  const unreal = useUnreal('environment')
  const now = useNow()
  return (title: string, columns: readonly ExportColumn[], rows: ExportTable['rows'], source: string): ExportTable => {
    const mark = unreal === 'demo' ? 'trinh-dien-' : unreal === 'trial' ? 'thu-nghiem-' : ''
    return {
      name: `${mark}${fold(title).replaceAll(' ', '-')}`,
      title,
      notes: [
        ...(unreal === null ? [] : [say(unreal === 'demo' ? WORDS.exportDemo : WORDS.exportTrial)]),
        say(WORDS.exportSource, { name: source }),
        say(WORDS.exportAsOf, { time: formatDateTime(now) }),
      ],
      columns,
      rows,
    }
  }
}
