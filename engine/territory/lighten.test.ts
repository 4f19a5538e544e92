import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crossingOf } from './crossing.ts'
import { lighten } from './lighten.ts'
import { areaOf, centreOf } from './measure.ts'
import { type Position, type Shape, contains } from './shape.ts'

/** A random number in [0, 1), the same on every run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** A country of n × n units whose borders wander as surveyed ones do; each line is written once in either direction. */
function country(n: number, seed: number): Map<string, Shape> {
  const random = dice(seed)
  const lines = new Map<string, Position[]>()
  const corner = (column: number, row: number): Position => [100 + column * 0.2, 10 + row * 0.2]
  const line = (from: Position, to: Position): Position[] => {
    const key = `${from.join()} ${to.join()}`
    const known = lines.get(key)
    if (known) return known
    const steps = 40
    const made = Array.from({ length: steps + 1 }, (_, step): Position => {
      const [x, y] = [0, 1].map((axis) => {
        const [a, b] = [from[axis] as number, to[axis] as number]
        const wander = step === 0 || step === steps ? 0 : (random() - 0.5) * 0.004
        return Number((a + ((b - a) * step) / steps + wander).toFixed(5))
      }) as [number, number]
      return [x, y]
    })
    lines.set(key, made)
    lines.set(`${to.join()} ${from.join()}`, made.toReversed())
    return made
  }
  const shapes = new Map<string, Shape>()
  for (let column = 0; column < n; column += 1) {
    for (let row = 0; row < n; row += 1) {
      const [a, b, c, d] = [
        corner(column, row),
        corner(column + 1, row),
        corner(column + 1, row + 1),
        corner(column, row + 1),
      ]
      const ring = [line(a, b), line(b, c), line(c, d), line(d, a)].flatMap((side) => side.slice(1))
      const turn = Math.floor(random() * ring.length)
      const turned = [...ring.slice(turn), ...ring.slice(0, turn)]
      const closed = [...turned, turned[0] as Position]
      shapes.set(`${column}-${row}`, [[random() < 0.5 ? closed : closed.toReversed()]])
    }
  }
  return shapes
}

/** Every edge of every ring, whichever way it runs, with how often it occurs. */
function edges(shapes: ReadonlyMap<string, Shape>): Map<string, number> {
  const found = new Map<string, number>()
  for (const ring of [...shapes.values()].flat(2)) {
    ring.slice(1).forEach((corner, index) => {
      const key = [corner.join(), (ring[index] as Position).join()].sort().join(' ')
      found.set(key, (found.get(key) ?? 0) + 1)
    })
  }
  return found
}

test('neighbours that are thinned still have the same line between them, whatever their rings begin with', () => {
  for (const seed of [1, 2, 3, 4]) {
    const before = country(4, seed)
    const after = lighten(before)
    const corners = (shapes: Map<string, Shape>): number => [...shapes.values()].flat(3).length
    assert.ok(corners(after) < corners(before) * 0.9, `${corners(after)} of ${corners(before)}`)
    const lone = [...edges(after)].filter(([, times]) => times === 1).map(([edge]) => edge)
    // Only the outer border, sixteen sides of it, belongs to one unit alone.
    const inside = lone.filter((edge) =>
      edge.split(' ').every((end) => {
        const [lon, lat] = end.split(',').map(Number) as Position
        return lon > 100.005 && lon < 100.795 && lat > 10.005 && lat < 10.795
      }),
    )
    assert.deepEqual(inside, [])
    for (const [code, shape] of after) {
      assert.ok(Math.abs(areaOf(shape) / areaOf(before.get(code) as Shape) - 1) < 0.02, code)
    }
  }
})

test('a unit within a hole of another keeps its line, and an island too small to thin keeps its corners', () => {
  const wheel = (lon: number, lat: number, radius: number, corners: number): Position[] => {
    const ring = Array.from({ length: corners }, (_, index): Position => {
      const angle = (index / corners) * 2 * Math.PI
      return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)]
    })
    return [...ring, ring[0] as Position]
  }
  const inner = wheel(100.5, 10.5, 0.05, 200)
  const turned = [...inner.slice(90, -1), ...inner.slice(0, 91)].toReversed()
  const after = lighten(
    new Map([
      ['inner', [[inner]]],
      ['outer', [[wheel(100.5, 10.5, 0.3, 300), turned]]],
      ['island', [[wheel(103, 10, 0.0002, 5)]]],
    ]),
  )
  const [ring, hole] = [after.get('inner')?.[0]?.[0] as Position[], after.get('outer')?.[0]?.[1] as Position[]]
  assert.ok(ring.length < 60 && ring.length > 4)
  assert.deepEqual(new Set(hole.map(String)), new Set(ring.map(String)))
  assert.equal(after.get('island')?.[0]?.[0]?.length, 6)
})

test('a point on a border belongs to exactly one of the neighbours, a point in the country to exactly one unit', () => {
  const shapes = country(4, 9)
  const holders = ([lon, lat]: Position): number =>
    [...shapes.values()].filter((shape) => contains(shape, lon, lat)).length
  const random = dice(77)
  for (let round = 0; round < 2000; round += 1) {
    const at: Position = [100.01 + random() * 0.78, 10.01 + random() * 0.78]
    assert.equal(holders(at), 1, at.join())
  }
  for (const ring of [...shapes.values()].flat(2)) {
    ring.slice(1).forEach((end, index) => {
      const start = ring[index] as Position
      const middle: Position = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2]
      for (const at of [end, middle]) {
        const inner = at[0] > 100.01 && at[0] < 100.79 && at[1] > 10.01 && at[1] < 10.79
        assert.ok(inner ? holders(at) === 1 : holders(at) <= 1, `${at.join()}: ${holders(at)}`)
      }
    })
  }
})

test('areas and centres: a degree at the equator, holes taken off, a centre that is always inside', () => {
  const square = (lon: number, lat: number, side: number): Position[] => [
    [lon, lat],
    [lon + side, lat],
    [lon + side, lat + side],
    [lon, lat + side],
    [lon, lat],
  ]
  const degree = areaOf([[square(0, 0, 1)]])
  assert.ok(Math.abs(degree - 12_363) < 5, `${degree} km²`)
  const holed = areaOf([[square(0, 0, 1), square(0.25, 0.25, 0.5).toReversed()]])
  assert.ok(Math.abs(holed / degree - 0.75) < 1e-4)
  assert.deepEqual(centreOf([[square(108, 12, 0.2)], [square(109, 12, 0.1)]]), { lat: 12.1, lon: 108.1 })
  const horseshoe: Position[] = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]] // prettier-ignore
  const frame = [square(0, 0, 3), square(1, 1, 1)]
  for (const shape of [[[horseshoe]], [frame]]) {
    const { lat, lon } = centreOf(shape)
    assert.ok(contains(shape, lon, lat), `${lat} ${lon}`)
  }
})

test('a ring that crosses itself is found, one that touches itself or is merely long is not', () => {
  const bow: Position[] = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]] // prettier-ignore
  const pinched: Position[] = [[0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1], [0, 0]] // prettier-ignore
  assert.ok(crossingOf(bow))
  assert.equal(crossingOf(pinched), null)
  const long = Array.from({ length: 20_000 }, (_, index): Position => {
    const angle = (index / 20_000) * 2 * Math.PI
    const radius = 1 + 0.1 * Math.sin(angle * 500)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
  assert.equal(crossingOf([...long, long[0] as Position]), null)
})
