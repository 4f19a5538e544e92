/** Characters that a reader would not see, or that would make him see something else. */
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g

/** Text with what hides in it made visible: a tab is ⇥, other controls their picture, the rest their number. */
export function readable(text: string): string {
  return text.replaceAll(HIDDEN, (character) => {
    const code = character.charCodeAt(0)
    if (code === 0x09) return '⇥'
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    if (code === 0x7f) return '␡'
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}

/** The bytes as text, or null when they are none. Bytes that were cut may end within a character. */
export function textOf(bytes: Uint8Array, cut: boolean): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
  } catch {
    return null
  }
}

const MOST_MARKS = 50

/** Where in a visible text stands what a detail puts in quotes, in the order of the text, never overlapping. */
export function marksOf(text: string, detail: string): { from: number; to: number }[] {
  const said = [...detail.matchAll(/“([^”…]+)…?”/g)].map(([, word]) => readable(word as string).trim())
  const found: { from: number; to: number }[] = []
  for (const word of new Set(said.filter((one) => one !== ''))) {
    for (let at = text.indexOf(word); at >= 0 && found.length < MOST_MARKS; at = text.indexOf(word, at + word.length)) {
      found.push({ from: at, to: at + word.length })
    }
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to)
  return found.filter((mark, index) => !found.slice(0, index).some((before) => before.to > mark.from))
}
