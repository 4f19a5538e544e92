const EDGE = 3

/** The path of a sparkline in a box of `width` × `height`, broken at gaps, and where the newest value stands. */
export function sparkline(
  values: readonly (number | null)[],
  width: number,
  height: number,
): { path: string; end: readonly [number, number] | null } {
  const there = values.filter((value) => value !== null)
  if (there.length === 0) return { path: '', end: null }
  const least = Math.min(...there)
  const span = Math.max(...there) - least
  const across = (width - 2 * EDGE) / Math.max(1, values.length - 1)
  const place = (value: number, index: number): readonly [number, number] => [
    round(EDGE + index * across),
    // What never changes is a line through the middle.
    round(span === 0 ? height / 2 : height - EDGE - ((value - least) / span) * (height - 2 * EDGE)),
  ]
  let path = ''
  values.forEach((value, index) => {
    if (value === null) return
    const before = values[index - 1]
    const [x, y] = place(value, index)
    // A lone value between gaps is a dot: round line ends draw a line of no length.
    path += typeof before === 'number' ? `L${x} ${y}` : `M${x} ${y}l0 0`
  })
  const last = values.findLastIndex((value) => value !== null)
  const newest = values[last]
  return { path, end: typeof newest === 'number' && last === values.length - 1 ? place(newest, last) : null }
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
