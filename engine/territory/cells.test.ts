import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import polygonClipping from 'polygon-clipping'
import { REACH, cells, provinceEdge } from './cells.ts'
import { readProvince } from './read-province.ts'
import { type Position, type Shape, boxOf, contains } from './shape.ts'
import { vietnamLand } from './vietnam-land.ts'

const ROOT = join(import.meta.dirname, '../..')
const SURVEYED = join(ROOT, '../shared/domain/admin/daklak_2025_communes_simplified.geojson')
const land = vietnamLand()
const { units } = await readProvince(join(ROOT, 'provinces/dak-lak'))
const communes = units.flatMap(({ code, name, kind, lat, lon, area_km2, valid_to }) =>
  valid_to !== null || kind === 'province' || lat === null || lon === null ? [] : [{ code, name, lat, lon, area_km2 }],
)
const drawn = cells(communes, land)

/** Square kilometres, holes taken off. */
function areaOf(shape: Shape): number {
  const ringArea = (ring: Position[]): number =>
    Math.abs(
      ring.reduce((sum, [x, y], index) => {
        const [x1, y1] = ring.at(index - 1) as Position
        return sum + (x1 * y - x * y1)
      }, 0) / 2,
    )
  const rings = shape.flatMap((polygon) => polygon.map((ring, index) => (index === 0 ? 1 : -1) * ringArea(ring)))
  return rings.reduce((sum, area) => sum + area, 0) * 110.63 * 111.32 * Math.cos((12.92 * Math.PI) / 180)
}

/** Great circle, km. */
function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2
  return 2 * 6371 * Math.asin(Math.sqrt(h))
}

test('each of the 102 has a cell that holds its own centre and no other', () => {
  assert.equal(communes.length, 102)
  for (const unit of communes) {
    const holders = [...drawn].filter(([, shape]) => contains(shape, unit.lon, unit.lat)).map(([code]) => code)
    assert.deepEqual(holders, [unit.code], unit.name)
  }
})

test('cells do not overlap beyond the rounding of their corners', () => {
  const boxes = [...drawn].map(([code, shape]) => ({ code, shape, box: boxOf(shape) }))
  let overlap = 0
  boxes.forEach((a, index) => {
    for (const b of boxes.slice(index + 1)) {
      if (a.box[0] > b.box[2] || b.box[0] > a.box[2] || a.box[1] > b.box[3] || b.box[1] > a.box[3]) continue
      overlap += areaOf(polygonClipping.intersection(a.shape, b.shape))
    }
  })
  assert.ok(overlap < 0.1, `${overlap} km²`)
})

test('no cell goes beyond its reach or beyond the land of Vietnam', () => {
  for (const unit of communes) {
    const shape = drawn.get(unit.code) as Shape
    const reach = REACH * Math.sqrt((unit.area_km2 as number) / Math.PI)
    const furthest = Math.max(...shape.flat(2).map((corner) => distance([unit.lon, unit.lat], corner)))
    // The plane and the sphere differ by half a percent.
    assert.ok(furthest <= reach * 1.007, `${unit.name}: ${furthest} of ${reach} km`)
    assert.ok(areaOf(polygonClipping.difference(shape, land)) < 0.05, `${unit.name} leaves the land`)
  }
})

test('all cells together are about as large as the province', (t) => {
  const total = [...drawn.values()].reduce((sum, shape) => sum + areaOf(shape), 0)
  t.diagnostic(`cells ${total.toFixed(0)} km², province 18096.4 km²`)
  assert.ok(total > 18096.4 * 0.95 && total < 18096.4 * 1.2, `${total} km²`)
})

test('neighbours have exactly the same line between them, and the outline runs around them all', () => {
  const grid = Array.from({ length: 9 }, (_, index) => {
    const [row, column] = [Math.floor(index / 3), index % 3]
    const [lat, lon] = [12.7 + 0.1 * row + 0.011 * column, 108 + 0.1 * column - 0.007 * row]
    return { code: `u${index}`, lat, lon, area_km2: 900 }
  })
  const nine = cells(grid, land)
  const edgesOf = (shape: Shape): string[] =>
    shape.flat().flatMap((ring) => ring.slice(1).map((corner, index) => `${ring[index]?.join()} ${corner.join()}`))
  const middle = edgesOf(nine.get('u4') as Shape)
  const others = new Set([...nine].filter(([code]) => code !== 'u4').flatMap(([, shape]) => edgesOf(shape)))
  assert.ok(middle.length >= 4)
  for (const edge of middle) assert.ok(others.has(edge.split(' ').reverse().join(' ')), edge)
  const edge = provinceEdge([...nine.values()])
  assert.deepEqual([edge.length, edge[0]?.length], [1, 1])
  assert.ok(contains(edge, 108.1, 12.8) && !contains(edge, 109, 12.8))
})

test('the outline of the province holds every centre and has no holes', () => {
  const edge = provinceEdge([...drawn.values()])
  assert.ok(edge.length <= 2, 'no cracks between neighbours')
  assert.ok(edge.every((polygon) => polygon.length === 1))
  for (const unit of communes) assert.ok(contains(edge, unit.lon, unit.lat), unit.name)
})

test('a unit of unknown area, a single unit, none, one in another country, two on one spot', () => {
  const one = { code: 'a', lat: 12.7, lon: 108, area_km2: 100 }
  const alone = areaOf(cells([one], land).get('a') as Shape)
  assert.ok(Math.abs(alone - 100 * REACH ** 2) < 2, `${alone} km²`)
  const two = cells([one, { code: 'b', lat: 13.2, lon: 108, area_km2: null }], land)
  assert.ok(Math.abs(areaOf(two.get('b') as Shape) - alone) < 2)
  assert.equal(cells([], land).size, 0)
  assert.deepEqual(cells([{ code: 'x', lat: 48.8, lon: 2.3, area_km2: 100 }], land).get('x'), [])
  assert.throws(() => cells([one, { ...one, code: 'b' }], land), /unit b has no cell/)
})

test('how often a cell names the commune that the surveyed map names', (t) => {
  if (!existsSync(SURVEYED)) return t.skip('../shared/domain/admin has no surveyed boundaries')
  const map = JSON.parse(readFileSync(SURVEYED, 'utf8')) as {
    features: { properties: { code: string }; geometry: { coordinates: Shape } }[]
  }
  const surveyed = new Map(map.features.map((feature) => [feature.properties.code, feature.geometry.coordinates]))
  const named = (of: ReadonlyMap<string, Shape>, lon: number, lat: number): string | undefined =>
    [...of].find(([, shape]) => contains(shape, lon, lat))?.[0]
  const count = { right: 0, other: 0, none: 0, foreign: 0 }
  const [west, south, east, north] = boxOf([...surveyed.values()].flat())
  for (let lat = south; lat < north; lat += 0.02) {
    for (let lon = west; lon < east; lon += 0.02) {
      const truth = named(surveyed, lon, lat)
      const guess = named(drawn, lon, lat)
      if (truth === undefined) count.foreign += guess === undefined ? 0 : 1
      else if (guess === undefined) count.none += 1
      else count[guess === truth ? 'right' : 'other'] += 1
    }
  }
  const inside = count.right + count.other + count.none
  const percent = (part: number): string => `${((100 * part) / inside).toFixed(1)} %`
  t.diagnostic(
    `of ${inside} points in the province: ${percent(count.right)} right, ${percent(count.other)} another commune, ` +
      `${percent(count.none)} none; ${percent(count.foreign)} more taken outside it`,
  )
  assert.ok(count.right / inside > 0.6, percent(count.right))
})
