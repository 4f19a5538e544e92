import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ObservationInput } from '#model'
import { readRow } from './read-row.ts'

const good = { asset: 'a', property: 'pm25', at: '2026-03-01T00:00:00+07:00', value: 1.5 }

test('a good row is a draft', () => {
  assert.deepEqual(readRow(good), { kind: 'observation', ...good, at: Date.UTC(2026, 1, 28, 17) })
  assert.deepEqual(readRow({ ...good, quality: 'calibration' }), {
    kind: 'observation',
    ...good,
    at: Date.UTC(2026, 1, 28, 17),
    quality: 'calibration',
  })
})

test('a bad row names its field', () => {
  const cases: [unknown, string, string][] = [
    [{ ...good, asset: 5 }, 'asset_unknown', 'asset'],
    [{ ...good, asset: '' }, 'asset_unknown', 'asset'],
    [{ ...good, property: null }, 'property_unknown', 'property'],
    [{ ...good, at: '2026-03-01T00:00:00' }, 'at_invalid', 'at'],
    [{ ...good, value: '1.5' }, 'value_invalid', 'value'],
    [{ ...good, value: Infinity }, 'value_invalid', 'value'],
    [{ ...good, value: null }, 'value_invalid', 'value'],
    [{ ...good, quality: 'fine' }, 'row_invalid', 'quality'],
    [null, 'row_invalid', ''],
    [[good], 'row_invalid', ''],
    ['x', 'row_invalid', ''],
  ]
  for (const [row, code, field] of cases) {
    const read = readRow(row)
    assert.ok('code' in read, JSON.stringify(row))
    assert.equal(read.code, code)
    assert.equal(read.field, field)
  }
})

test('the rows read by hand are the rows of the documented schema', () => {
  const values = [good.value, '1', null, Infinity, -5, 0]
  const times = [good.at, '2026-03-01', '2026-03-01T00:00:00', '2026-02-30T00:00:00Z', '2026-03-01T00:00:00Z', 7]
  const assets = ['a', '', 7]
  const qualities = [undefined, 'good', 'stuck', 'nice']
  for (const value of values)
    for (const at of times)
      for (const asset of assets)
        for (const quality of qualities) {
          const row = { ...good, value, at, asset, ...(quality === undefined ? {} : { quality }) }
          assert.equal('kind' in readRow(row), ObservationInput.safeParse(row).success, JSON.stringify(row))
        }
})
