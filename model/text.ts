/** A text in both languages of the house: Vietnamese first, English second. */
export interface Text {
  readonly vi: string
  readonly en: string
}

/**
 * The key that search compares: lower case, without marks, `đ` as `d`, one space between words.
 * NFC and NFD, `Hoà` and `Hòa`, all give the same key.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
