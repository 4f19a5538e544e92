import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, type Scope } from '#model'
import type { LocatedAsset } from '#engine/asset'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { encodeTile } from './encode-tile.ts'
import { layerOf } from './layer.ts'
import { tilePlace } from './tile-place.ts'

const WHOLE = { z: 0, x: 0, y: 0 }

function asset(id: string, more: Partial<LocatedAsset> = {}): LocatedAsset {
  const place = { lat: 12.68, lon: 108.05 }
  const rest = { agency: null, unit: null, confirmed: true, calibration_due: null }
  return { id, name: `Trạm ${id}`, type: 'air-station', service: 'environment', ...place, ...rest, ...more }
}

/** The tile as others read it. */
function read(bytes: Uint8Array | undefined) {
  const layer = new VectorTile(new PbfReader(bytes ?? new Uint8Array())).layers['assets']
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => {
    const feature = layer?.feature(index)
    return { words: { ...feature?.properties }, point: feature?.loadGeometry()[0]?.[0] }
  })
}

test('a tile holds the points that lie in it with their words, as another reader reads it', () => {
  const many = Array.from({ length: 300 }, (_, n) =>
    asset(`s${n}`, { lat: 12 + n / 300, lon: 107.5 + ((n * 7) % 300) / 200, unit: n % 3 === 0 ? null : `u${n % 200}` }),
  )
  const layer = layerOf(many)
  const all = read(encodeTile('assets', layer, WHOLE, EVERYTHING))
  assert.equal(all.length, 300)
  for (const [index, one] of all.entries()) {
    const { id, name, type, service, unit } = many[index] as LocatedAsset
    assert.deepEqual(one.words, { id, name, type, service, ...(unit === null ? {} : { unit }) })
    assert.ok(one.point)
  }
  // Every point is in one tile of each zoom, at its own place on the ground.
  for (const z of [5, 9, 12]) {
    const found = new Map<string, number>()
    for (let x = Math.floor(2 ** z * 0.79); x < 2 ** z * 0.81; x += 1) {
      for (let y = Math.floor(2 ** z * 0.45); y < 2 ** z * 0.48; y += 1) {
        for (const one of read(encodeTile('assets', layer, { z, x, y }, EVERYTHING))) {
          const { lat, lon } = many.find(({ id }) => id === one.words['id']) as LocatedAsset
          const east = ((x + (one.point?.x ?? 0) / 4096) / 2 ** z) * 360 - 180
          const north = Math.PI * (1 - (2 * (y + (one.point?.y ?? 0) / 4096)) / 2 ** z)
          const step = 360 / 2 ** z / 4096
          assert.ok(Math.abs(east - lon) <= step)
          assert.ok(Math.abs((Math.atan(Math.sinh(north)) * 180) / Math.PI - lat) <= step)
          found.set(String(one.words['id']), (found.get(String(one.words['id'])) ?? 0) + 1)
        }
      }
    }
    assert.deepEqual(
      [...found.values()],
      Array.from({ length: 300 }, () => 1),
      `zoom ${z}`,
    )
  }
})

test('a reader sees of a tile what its scope covers, and none of the words of the rest', () => {
  const layer = layerOf([
    asset('of-a', { agency: 'A', unit: '1' }),
    asset('of-b', { agency: 'B', unit: '2', name: 'Bí mật' }),
    asset('of-none'),
  ])
  const cases: [Scope, string[]][] = [
    [EVERYTHING, ['of-a', 'of-b', 'of-none']],
    [[{ agency: 'A', service: null, unit: null }], ['of-a']],
    [[{ agency: null, service: null, unit: '2' }], ['of-b']],
    [[{ agency: 'A', service: 'traffic', unit: null }], []],
    [[], []],
  ]
  for (const [scope, ids] of cases) {
    const bytes = encodeTile('assets', layer, WHOLE, scope)
    assert.deepEqual(
      read(bytes).map((one) => one.words['id']),
      ids,
    )
    if (!ids.includes('of-b')) assert.equal(bytes?.includes('Bí mật') ?? false, false)
  }
})

test('words of any length and sign, and the ends of the world', () => {
  const long = 'ế'.repeat(20_000)
  const layer = layerOf([
    asset('pole', { lat: 90, lon: -180 }),
    asset('south', { lat: -90, lon: 179.999 }),
    asset('long', { name: long, unit: '🜁' }),
  ])
  const found = read(encodeTile('assets', layer, WHOLE, EVERYTHING))
  assert.deepEqual(
    found.map((one) => one.words['name']),
    ['Trạm pole', 'Trạm south', long],
  )
  assert.equal(found[2]?.words['unit'], '🜁')
  assert.equal(tilePlace(3, 8, 0), undefined)
})
