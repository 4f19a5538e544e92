import type { Text } from '#model'

/** Colours and font read from the page, and the room that a chart has (px). */
export interface PageLook {
  readonly text: string
  readonly text3: string
  readonly line: string
  readonly lineStrong: string
  readonly raised: string
  readonly surface: string
  readonly critical: string
  /** Six colours that a colour-blind reader tells apart, for lines that are compared. */
  readonly series: readonly string[]
  readonly font: string
  readonly width: number
  readonly height: number
  readonly language: keyof Text
}
