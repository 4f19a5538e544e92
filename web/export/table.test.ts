import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrap } from './band.ts'
import { fileName, harmless, preamble } from './table.ts'

test('the name of a file carries the mark and the moment, and no sign that a disk refuses', () => {
  assert.equal(
    fileName('PM2,5 / trạm: Tuy Hòa', 'TRÌNH DIỄN', '2026-11-25T23:01:00.000Z', 'csv'),
    'TRÌNH-DIỄN_PM2-5-trạm-Tuy-Hòa_20261125-2301.csv',
  )
  assert.equal(
    fileName('trinh-dien-bieu-do', 'TRÌNH DIỄN', '2026-11-25T23:01:00.000Z', 'csv'),
    'TRÌNH-DIỄN_bieu-do_20261125-2301.csv',
  )
  assert.equal(fileName('../..', null, '2026-11-25T23:01:00.000Z', 'png'), 'serepok_20261125-2301.png')
})

test('the mark stands first and once, the moment once', () => {
  const table = { name: 'x', title: 'Bảng', notes: ['TRÌNH DIỄN', 'Nguồn: trạm'], columns: [], rows: [] }
  assert.deepEqual(preamble(table, 'TRÌNH DIỄN: không có thật', 'tính đến 23:01'), [
    'TRÌNH DIỄN: không có thật',
    'Bảng',
    'tính đến 23:01',
    'Nguồn: trạm',
  ])
  const timed = { ...table, notes: ['Dữ liệu tính đến 23:01'] }
  assert.deepEqual(preamble(timed, null, 'tính đến 23:01'), ['Bảng', 'Dữ liệu tính đến 23:01'])
})

test('ordinary words are left as they are', () => {
  for (const text of ['Trạm Ea Súp', '5-10', 'a=b', '', '−3 °C', '1.234,5']) assert.equal(harmless(text), text)
})

test('a long title is wrapped, never cut', () => {
  const lines = wrap('một hai ba bốn', 8, (text) => text.length)
  assert.deepEqual(lines, ['một hai', 'ba bốn'])
  assert.deepEqual(
    wrap('dài-hơn-tám', 8, (text) => text.length),
    ['dài-hơn-tám'],
  )
})
