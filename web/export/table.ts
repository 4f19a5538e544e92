export interface ExportColumn {
  readonly title: string
  readonly kind: 'text' | 'number' | 'time'
  readonly decimals?: number
}

/** What is written into a file. Times in rows are epoch ms. */
export interface ExportTable {
  /** The file's name without its ending. */
  readonly name: string
  readonly title: string
  /** Source, as of when, the mark of the unreal. */
  readonly notes: readonly string[]
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}
