import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MapRefusal } from './map-refusal.ts'
import { readMap } from './read-map.ts'

const RING = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 2],
  [1, 1],
]
const HOLE = [
  [1.2, 1.2],
  [1.2, 1.4],
  [1.4, 1.4],
  [1.2, 1.2],
]

function read(value: unknown): ReturnType<typeof readMap> {
  return readMap(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)))
}
function collection(...features: unknown[]): object {
  return { type: 'FeatureCollection', features }
}
function area(coordinates: unknown, type = 'Polygon', properties: unknown = {}): object {
  return { type: 'Feature', properties, geometry: { type, coordinates } }
}

test('polygons, islands, holes and heights are read; an id stands beside the properties', () => {
  const first = { ...area([RING, HOLE], 'Polygon', { ten: 'Một' }), id: 7 }
  const second = area([[RING.map(([x, y]) => [x, y, 250.5])], [HOLE]], 'MultiPolygon', { id: 'a' })
  const { features, notes } = read({ ...collection(first, second), name: 'x', crs: null })
  assert.deepEqual(notes, [])
  assert.deepEqual(
    features.map(({ number, properties, shape }) => [number, properties, shape]),
    [
      [1, { id: 7, ten: 'Một' }, [[RING, HOLE]]],
      [2, { id: 'a' }, [[RING], [HOLE]]],
    ],
  )
  assert.equal(read(area([RING], 'Polygon', null)).features.length, 1)
  assert.equal(read(`\uFEFF${JSON.stringify(collection(area([RING])))}`).features.length, 1)
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
  assert.equal(read({ ...collection(area([RING])), crs }).features.length, 1)
})

test('points and lines among the areas are left out and said; a line that crosses itself is said and kept', () => {
  const bow = [
    [0, 0],
    [2, 2],
    [2, 0],
    [0, 2],
    [0, 0],
  ]
  const away = HOLE.map(([x, y]) => [(x as number) + 9, y])
  const { features, notes } = read(
    collection(
      area([1, 2], 'Point'),
      { ...area([RING]), geometry: null },
      area([bow]),
      area([RING, away]),
      area([RING]),
    ),
  )
  assert.deepEqual(
    features.map(({ number }) => number),
    [3, 4, 5],
  )
  assert.match(
    notes.map(({ en }) => en).join('\n'),
    /^feature 1: no area \(Point\), left out\nfeature 2: no area \(null\), left out\nfeature 3: the line crosses itself near [02]\.00000, [02]\.00000\nfeature 4: a hole lies outside near 10\.20000, 1\.20000$/,
  )
  assert.ok(notes.every(({ vi }) => vi.startsWith('hình số ')))
})

test('what cannot be a map is refused with its place, in both languages, whatever it is', () => {
  const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
  const swapped = RING.map(([x, y]) => [(y as number) + 11, (x as number) + 107])
  const metres = RING.map(([x, y]) => [(x as number) * 450_000, (y as number) * 1_400_000])
  const cases: [unknown, RegExp][] = [
    ['', /not JSON/],
    ['{"type":"FeatureCollection","features":[', /not JSON/],
    [deep(200_000), /not GeoJSON/],
    [`{"type":"FeatureCollection","features":${deep(50_000)}}`, /feature 1: not a Feature/],
    [collection(area('x')), /feature 1: coordinates are missing or nested wrongly/],
    [`{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":${deep(50_000)}}}`, /feature 1: /],
    ['null', /not GeoJSON/],
    ['[]', /not GeoJSON/],
    ['"x"', /not GeoJSON/],
    [{ type: 'Topology', objects: {} }, /no GeoJSON FeatureCollection/],
    [{ type: 'FeatureCollection', features: {} }, /no GeoJSON FeatureCollection/],
    [collection(), /holds no area/],
    [collection(area([1, 2], 'Point')), /holds no area/],
    [
      collection(null, 5, { type: 'Feature', properties: [] }),
      /feature 1: .*\n.*feature 2: .*\n.*feature 3: not a Feature/,
    ],
    [collection(area([])), /feature 1: coordinates/],
    [collection(area([[]])), /feature 1: coordinates/],
    [collection(area([RING], 'MultiPolygon')), /feature 1: a position is not two numbers/],
    [collection(area([RING]), area([RING.slice(0, -1)])), /feature 2: a ring is not closed near 1, 1/],
    [collection(area([[[1, 1], [2, 2], [1, 1]]])), /feature 1: a ring has no area/], // prettier-ignore
    [collection(area([[[1, 1], ['2', 1], [2, 2], [1, 1]]])), /feature 1: a position is not two numbers/], // prettier-ignore
    [collection(area([swapped])), /feature 1: latitude and longitude are swapped: 12, 108/],
    [collection(area([metres])), /450000, 1400000 are no WGS 84 degrees/],
    [
      '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1e999,1],[2,1],[2,2],[1,1]]]}}',
      /WGS 84/,
    ],
    [
      { ...collection(area([RING])), crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3405' } } },
      /EPSG::3405.*WGS 84/,
    ],
  ]
  for (const [value, message] of cases) {
    const said = (error: unknown): boolean =>
      error instanceof MapRefusal && message.test(error.message) && error.reasons.every(({ vi, en }) => vi !== en)
    assert.throws(() => read(value), said, `${JSON.stringify(value).slice(0, 120)} ${message}`)
  }
  assert.throws(() => readMap(Buffer.from([0xff, 0xfe, 0x7b])), /not JSON/)
  const many = collection(...Array.from({ length: 30 }, () => area([RING.slice(0, -1)])))
  assert.throws(
    () => read(many),
    (error: MapRefusal) => error.reasons.length === 21 && /and 10 more/.test(error.message),
  )
})
