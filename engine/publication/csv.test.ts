import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { type Cell, csvOf } from './csv.ts'

test('what is written is read back: RFC 4180, Vietnamese letters, an empty cell for null', () => {
  const rows: Cell[][] = [
    ['name', 'value'],
    ['Trạm "Ea Súp", bờ bắc', 31.4],
    ['hai\r\ndòng', null],
  ]
  const text = csvOf(rows)
  assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'))
  assert.deepEqual(parse(text, { bom: true }), [
    ['name', 'value'],
    ['Trạm "Ea Súp", bờ bắc', '31.4'],
    ['hai\r\ndòng', ''],
  ])
})

test('a text that a spreadsheet would run stays a text; a negative number stays a number', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")']) {
    const [cell] = (parse(csvOf([[text, -1.5]]), { bom: true })[0] ?? []) as string[]
    assert.equal(cell, `'${text}`)
  }
  assert.equal(csvOf([[-1.5, 'an-toàn=1']]), '\uFEFF-1.5,an-toàn=1\r\n')
})
