import { type Position, type Shape, roundShape } from './shape.ts'

/** About sixty metres in degrees: less than two pixels while a commune fills the screen. */
const TOLERANCE = 6e-4

type Arc = readonly Position[]

/**
 * The shapes with fewer corners, for drawing. A line that two of them share is thinned once, so neighbours still meet
 * without a crack: rings are cut where lines meet, each piece is thinned by Douglas-Peucker always in the same direction.
 * A ring that would lose its area stays as it was. Five decimals of a degree.
 */
export function lighten(shapes: ReadonlyMap<string, Shape>): Map<string, Shape> {
  const rounded = new Map([...shapes].map(([code, shape]) => [code, roundShape(shape)]))
  const meeting = junctionsOf([...rounded.values()])
  return new Map(
    [...rounded].map(([code, shape]) => [code, shape.map((polygon) => polygon.map((ring) => thinRing(ring, meeting)))]),
  )
}

const keyOf = (corner: Position): string => `${corner[0]} ${corner[1]}`

/** Corners from which lines go on in more than two directions. */
function junctionsOf(shapes: readonly Shape[]): Set<string> {
  const neighbours = new Map<string, Set<string>>()
  const note = (at: string, other: string): void => {
    const known = neighbours.get(at)
    if (known) known.add(other)
    else neighbours.set(at, new Set([other]))
  }
  for (const ring of shapes.flat(2)) {
    const keys = ring.map(keyOf)
    for (let index = 1; index < keys.length; index += 1) {
      note(keys[index - 1] as string, keys[index] as string)
      note(keys[index] as string, keys[index - 1] as string)
    }
  }
  return new Set([...neighbours].flatMap(([key, others]) => (others.size > 2 ? [key] : [])))
}

function thinRing(ring: Position[], meeting: ReadonlySet<string>): Position[] {
  const open = ring.slice(0, -1)
  const first = firstCut(open, meeting)
  const turned = [...open.slice(first), ...open.slice(0, first), open[first] as Position]
  const arcs: Arc[] = []
  let start = 0
  for (let index = 1; index < turned.length; index += 1) {
    if (index < turned.length - 1 && !meeting.has(keyOf(turned[index] as Position))) continue
    arcs.push(...halves(turned.slice(start, index + 1)))
    start = index
  }
  const thin = arcs.flatMap((arc, index) => thinArc(arc).slice(index === 0 ? 0 : 1))
  return thin.length < 4 ? ring : thin
}

/** A ring that meets no other line begins at its most south-western corner, however it was written. */
function firstCut(open: readonly Position[], meeting: ReadonlySet<string>): number {
  const found = open.findIndex((corner) => meeting.has(keyOf(corner)))
  return found === -1 ? open.reduce((best, corner, index) => (before(corner, open[best]) ? index : best), 0) : found
}

/** A piece that comes back to its start is cut once more, at the corner farthest from there. */
function halves(arc: Arc): Arc[] {
  const [from, to] = [arc[0] as Position, arc.at(-1) as Position]
  if (keyOf(from) !== keyOf(to) || arc.length < 4) return [arc]
  let far = 1
  for (let index = 2; index < arc.length - 1; index += 1) {
    const more = distance(arc[index], from) - distance(arc[far], from)
    if (more > 0 || (more === 0 && before(arc[index] as Position, arc[far]))) far = index
  }
  return [arc.slice(0, far + 1), arc.slice(far)]
}

function thinArc(arc: Arc): Arc {
  const backward = before(arc.at(-1) as Position, arc[0])
  const line = backward ? arc.toReversed() : arc
  const kept = new Set([0, line.length - 1])
  const open: [number, number][] = [[0, line.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    let [worst, at] = [TOLERANCE, -1]
    for (let index = from + 1; index < to; index += 1) {
      const aside = distanceToLine(line[index] as Position, line[from] as Position, line[to] as Position)
      if (aside > worst) [worst, at] = [aside, index]
    }
    if (at === -1) continue
    kept.add(at)
    open.push([from, at], [at, to])
  }
  const thin = line.filter((_corner, index) => kept.has(index))
  return backward ? thin.toReversed() : thin
}

function before(a: Position, b: Position | undefined): boolean {
  return b !== undefined && (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]))
}

function distance(a: Position | undefined, b: Position): number {
  return a ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0
}

function distanceToLine(point: Position, from: Position, to: Position): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const square = dx * dx + dy * dy
  if (square === 0) return distance(point, from)
  const along = Math.max(0, Math.min(1, ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square))
  return Math.hypot(point[0] - from[0] - along * dx, point[1] - from[1] - along * dy)
}
