import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowTexts } from './row-texts.ts'

test('rows are what was written, to the byte', () => {
  assert.deepEqual(rowTexts(' [ {"a":1e999} ,\n[1,[2]],"x,]\\"[{", null,{"k":1,"k":2}]\n'), [
    '{"a":1e999}',
    '[1,[2]]',
    '"x,]\\"[{"',
    'null',
    '{"k":1,"k":2}',
  ])
  assert.deepEqual(rowTexts('[]'), [])
  assert.deepEqual(rowTexts('{"a":[1,2]}'), ['{"a":[1,2]}'])
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  assert.deepEqual(rowTexts(`[${deep}]`), [deep])
})

test('as many rows as JSON has, whatever is in them', () => {
  const values = [{ a: 'x"]' }, [[]], '\\', '\\"', 1, null, { b: [{ c: ',' }] }, 'é\n', '']
  for (let n = 0; n < 200; n += 1) {
    const rows = Array.from({ length: n % 7 }, (_, i) => values[(n * 5 + i * 3) % values.length])
    const texts = rowTexts(JSON.stringify(rows, undefined, n % 3))
    assert.deepEqual(
      texts.map((text) => JSON.parse(text) as unknown),
      rows,
    )
  }
})
