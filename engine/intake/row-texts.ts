/**
 * The rows of a JSON array as they were written, to the byte: what is parsed and written again may not be what was sent
 * (1e999, a key that stands there twice). `text` must be readable JSON; anything but an array is its only row.
 */
export function rowTexts(text: string): string[] {
  const start = text.search(/\S/)
  if (text[start] !== '[') return [text]
  const rows: string[] = []
  let depth = 0
  let from = start + 1
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === '[' || character === '{') depth += 1
    else if (depth > 0 && (character === ']' || character === '}')) depth -= 1
    else if (depth === 0 && (character === ',' || character === ']')) {
      const row = text.slice(from, at).trim()
      if (row !== '') rows.push(row)
      from = at + 1
    }
  }
  return rows
}

/** The place of the quotation mark that closes the one at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
