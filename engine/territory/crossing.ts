import type { Position } from './shape.ts'

interface Edge {
  readonly from: Position
  readonly to: Position
  readonly west: number
  readonly east: number
}

/**
 * A corner near which the ring crosses itself, or null. Touching itself in a point is no crossing. Edges are compared only
 * where their longitudes overlap, so a ring of tens of thousands of corners takes a fraction of a second.
 */
export function crossingOf(ring: readonly Position[]): Position | null {
  const edges = ring.slice(1).map((to, index): Edge => {
    const from = ring[index] as Position
    return { from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) }
  })
  const ordered = edges.toSorted((a, b) => a.west - b.west)
  let open: Edge[] = []
  for (const edge of ordered) {
    open = open.filter((other) => other.east >= edge.west)
    const met = open.find((other) => cross(edge, other))
    if (met) return edge.from
    open.push(edge)
  }
  return null
}

/** Each edge has one end strictly on either side of the other. */
function cross(a: Edge, b: Edge): boolean {
  return side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0
}

function side({ from, to }: Edge, point: Position): number {
  return Math.sign((to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]))
}
