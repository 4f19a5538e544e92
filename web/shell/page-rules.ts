/** Longer addresses are cut in the middle: both ends help to find the page again. */
const MOST_LETTERS = 96

interface Edges {
  readonly running: string
  /** The mark of the unreal, on every page. */
  readonly mark: string | null
  readonly address: string
  /** The word before the page's number. */
  readonly page: string
}

/**
 * The paper's edges (CSS Paged Media): what it is and when, whether it is real, where it came from, which page. The first
 * page has a head of its own; its mark stands there too.
 */
export function pageRules({ running, mark, address, page }: Edges): string {
  const edge = 'font: 8pt var(--font); color: #000;'
  return `@page {
  size: A4;
  margin: 17mm 14mm 16mm;
  @top-left { content: ${text(running)}; width: 75%; ${edge} }
  @top-right { content: ${text(mark ?? '')}; width: 25%; font: 600 9pt var(--font); color: #000; }
  @bottom-left { content: ${text(shortened(address))}; width: 82%; ${edge} }
  @bottom-right { content: ${text(`${page} `)} counter(page) ' / ' counter(pages); width: 18%; ${edge} }
}
@page :first {
  @top-left { content: ''; }
}`
}

/** A CSS string that holds these letters and nothing else. */
export function text(letters: string): string {
  return `'${letters.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)}'`
}

export function shortened(address: string): string {
  const read = readable(address)
  if (read.length <= MOST_LETTERS) return read
  const half = Math.floor((MOST_LETTERS - 1) / 2)
  return `${read.slice(0, half)}…${read.slice(-half)}`
}

function readable(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
