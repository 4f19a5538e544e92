import { Button } from '#web/ui'
import { useWords } from '#web/words'
import type { ExportTable } from './table.ts'

interface Props {
  readonly table: () => ExportTable
  readonly picture?: () => HTMLElement | null
}

/** Saves a table as CSV. */
export function ExportMenu({ table }: Props) {
  const { t } = useWords()
  return (
    <Button small onClick={() => save(table())}>
      {t('export.button')}
    </Button>
  )
}

function save({ name, title, notes, columns, rows }: ExportTable): void {
  const cell = (value: string | number | null, time: boolean): string => {
    if (typeof value === 'number') return time ? new Date(value).toISOString() : String(value)
    // A text that a spreadsheet would take for a formula is marked as a text.
    const text = value === null ? '' : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return `"${text.replaceAll('"', '""')}"`
  }
  const lines = [
    [title, ...notes].map((note) => cell(note, false)),
    columns.map((column) => cell(column.title, false)),
    ...rows.map((row) => row.map((value, place) => cell(value, columns[place]?.kind === 'time'))),
  ]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([`\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`]))
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}
