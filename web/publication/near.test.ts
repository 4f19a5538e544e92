import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PublicAsset } from '#model'
import { kilometres, names, nearest, worstFirst } from './near.ts'

const BMT = { lat: 12.689, lon: 108.038 }
const TUY_HOA = { lat: 13.088, lon: 109.303 }

test('kilometres along the earth, and the nearest first', () => {
  assert.ok(Math.abs(kilometres({ lat: 12, lon: 108 }, { lat: 13, lon: 108 }) - 111.19) < 0.1)
  assert.ok(Math.abs(kilometres(BMT, TUY_HOA) - 144) < 2)
  assert.equal(kilometres(BMT, BMT), 0)
  assert.deepEqual(nearest([TUY_HOA, BMT], { lat: 12.7, lon: 108 }), [BMT, TUY_HOA])
})

test('a name is found without its marks, in any order of words, with its apostrophe or without', () => {
  for (const typed of ['ea sup', 'Ea Súp', 'SUP ea', 'xã ea', 'sú'])
    assert.ok(names('Trạm Ea Súp Xã Ea Súp', typed), typed)
  for (const typed of ['cu mgar', "cư m'gar", 'm gar']) assert.ok(names('Xã Cư M’gar', typed), typed)
  for (const typed of ['krong', 'ea supp']) assert.ok(!names('Trạm Ea Súp', typed), typed)
})

test('the worst first, the unknown last and not as zero', () => {
  const values: Record<string, number | null> = { a: 0, b: 120, c: null, d: 40 }
  const list = Object.keys(values).map((name) => ({ name }) as PublicAsset)
  assert.deepEqual(
    worstFirst(list, ({ name }) => values[name] ?? null).map(({ name }) => name),
    ['b', 'd', 'a', 'c'],
  )
})
