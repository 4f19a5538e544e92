import { fold } from '#model'

/** A column; `decimals` is how many are shown. A `time` is epoch ms. */
export interface ExportColumn {
  readonly title: string
  readonly kind: 'text' | 'number' | 'time'
  readonly decimals?: number
}

/** What is handed out: the rows as they are on the screen, in the same order. null is unknown, never 0. */
export interface ExportTable {
  /** Stem of the file's name. */
  readonly name: string
  readonly title: string
  /** Source, as-of, mark of the unreal. */
  readonly notes: readonly string[]
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** What stands above the rows: the mark first, so that nobody reads a number before it. */
export function preamble(table: ExportTable, mark: string | null, asOf: string): string[] {
  const notes = table.notes.filter((note) => mark === null || !note.startsWith(mark.split(':')[0] as string))
  // `tính đến`, `as of`: who asks for the table may have said it, with a moment of its own.
  const words = asOf.split(' ').slice(0, 2).join(' ').toLowerCase()
  const timed = notes.some((note) => note.toLowerCase().includes(words))
  return [...(mark === null ? [] : [mark]), table.title, ...(timed ? [] : [asOf]), ...notes]
}

/** Spaces, marks of direction and the like before a sign do not disarm it. */
const ARMED = /^[\t\r\n]|^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u

/**
 * A text that no spreadsheet takes for a formula. What begins like one gets an apostrophe in front: the form that is
 * harmless in Excel, LibreOffice and Google Sheets alike, in XLSX too, which people save as CSV again.
 */
export function harmless(text: string): string {
  return ARMED.test(text) ? `'${text}` : text
}

/** `TRÌNH-DIỄN_canh-bao_20261125-2301.csv`; `wall` is the local time, `2026-11-25T23:01…`. */
export function fileName(stem: string, mark: string | null, wall: string, extension: string): string {
  const clean = (text: string): string =>
    text
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80)
  // Who asks for the table may have put the mark in its name already.
  const own = fold(mark ?? '')
  const bare = own !== '' && fold(stem).startsWith(own) ? stem.slice(own.length) : stem
  const moment = `${wall.slice(0, 10).replaceAll('-', '')}-${wall.slice(11, 16).replace(':', '')}`
  return `${[...(mark === null ? [] : [clean(mark)]), clean(bare) || 'serepok', moment].join('_')}.${extension}`
}
