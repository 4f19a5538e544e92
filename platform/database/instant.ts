/** Length of `2026-11-24 10:30:00+00`; up to six more digits for the fraction of a second. */
const PLAIN = 22
const LONGEST = 29
const ZERO = 48

/**
 * Epoch ms of a timestamptz as PostgreSQL writes it with DateStyle ISO and TimeZone UTC, cut to the millisecond. Read by
 * hand, for every stored value has two of them; NaN for what no Date can hold.
 */
export function parseInstant(text: string): number {
  const { length } = text
  const plain = length >= PLAIN && length <= LONGEST && text[0] !== '0' && text[4] === '-' && text[length - 3] === '+'
  // Years before 1000 and after 9999, other zones, BC and infinity are rare enough for the long way.
  if (!plain || text[length - 2] !== '0' || text[length - 1] !== '0') return general(text)
  const two = (at: number): number => (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
  let ms = 0
  let scale = 100
  for (let at = 20; at < length - 3 && scale >= 1; at += 1) {
    ms += (text.charCodeAt(at) - ZERO) * scale
    scale /= 10
  }
  return Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17), ms)
}

function general(text: string): number {
  return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}
