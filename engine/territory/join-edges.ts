import { type Box, type Position, type Shape, boxOf } from './shape.ts'

/** About two metres in degrees: rounding moves a corner off its line by less. */
const NEAR = 2e-5

/**
 * The same areas, with every corner of one that lies on an edge of another made a corner of both. Without it, a cell that
 * ends half way along its neighbour's edge leaves a crack as thin as the rounding, and the two never join.
 */
export function joinEdges(shapes: ReadonlyMap<string, Shape>): Map<string, Shape> {
  const all = [...shapes].map(([code, shape]) => ({ code, shape, box: widened(boxOf(shape)) }))
  return new Map(
    all.map(({ code, shape, box }) => {
      const near = all.filter((other) => other.code !== code && overlap(box, other.box))
      const corners = near.flatMap((other) => other.shape.flat(2)).filter(([lon, lat]) => within(box, lon, lat))
      return [code, shape.map((polygon) => polygon.map((ring) => withCorners(ring, corners)))]
    }),
  )
}

function withCorners(ring: readonly Position[], corners: readonly Position[]): Position[] {
  const joined: Position[] = []
  ring.forEach((end, index) => {
    const start = ring[index - 1]
    if (start) joined.push(...between(start, end, corners))
    joined.push(end)
  })
  return joined
}

/** The corners that lie on the edge, from its start to its end, each once. */
function between(start: Position, end: Position, corners: readonly Position[]): Position[] {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]]
  const length = Math.hypot(dx, dy)
  const found = new Map<string, { along: number; corner: Position }>()
  for (const corner of corners) {
    const [x, y] = [corner[0] - start[0], corner[1] - start[1]]
    const along = (x * dx + y * dy) / length
    const aside = Math.abs(x * dy - y * dx) / length
    if (aside < NEAR && along > NEAR && along < length - NEAR) found.set(corner.join(' '), { along, corner })
  }
  return [...found.values()].sort((a, b) => a.along - b.along).map(({ corner }) => corner)
}

function widened([west, south, east, north]: Box): Box {
  return [west - NEAR, south - NEAR, east + NEAR, north + NEAR]
}

function overlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

function within(box: Box, lon: number, lat: number): boolean {
  return lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3]
}
