import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { csvOf } from './csv.ts'
import type { ExportTable } from './table.ts'

const HOSTILE = [
  '=HYPERLINK("http://x","y")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u00a0=1+1',
  '\ufeff=1+1',
  '\u200b=1+1',
  '＝1+1',
  '=1+1",=2+2,"',
]
const table = (rows: ExportTable['rows'], more: Partial<ExportTable> = {}): ExportTable => ({
  name: 'x',
  title: 'Bảng',
  notes: [],
  columns: [
    { title: 'Tên', kind: 'text' },
    { title: 'Trị', kind: 'number', decimals: 1 },
    { title: 'Lúc', kind: 'time' },
  ],
  rows,
  ...more,
})
const read = (text: string): string[][] => parse(text, { bom: true, record_delimiter: '\r\n' })
/** What a spreadsheet would compute: a cell that begins so, spaces and invisible signs aside. */
const ARMED = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]/u

test('no hostile text stays a formula, wherever it comes from, and none is lost', () => {
  const hostile = table(
    HOSTILE.map((text) => [text, 1, null]),
    { title: HOSTILE[0] as string, columns: [{ title: '=A1', kind: 'text' }, ...table([]).columns.slice(1)] },
  )
  const cells = read(csvOf(hostile, [hostile.title, '-rf']))
  assert.equal(cells.length, HOSTILE.length + 3)
  for (const [first = ''] of cells) assert.doesNotMatch(first, ARMED, JSON.stringify(first))
  assert.deepEqual(
    cells.slice(3).map(([first]) => first),
    HOSTILE.map((text) => `'${text}`),
  )
})

test('a negative number in a column of numbers stays a number; unknown is empty, not 0', () => {
  const cells = read(
    csvOf(
      table([
        ['a', -3.25, 0],
        ['b', null, null],
        ['c', -0.01, null],
        ['d', Number.NaN, Number.NaN],
      ]),
      [],
    ),
  )
  assert.deepEqual(cells.slice(1), [
    ['a', '-3.3', '1970-01-01T07:00:00+07:00'],
    ['b', '', ''],
    ['c', '0.0', ''],
    ['d', '', ''],
  ])
})

test('a text in a column of numbers is disarmed too', () => {
  assert.equal(read(csvOf(table([['a', '=1', '-x']]), []))[1]?.[1], "'=1")
})

test('quotes, commas and line ends come back as they were; every line has as many cells; the letters are marked UTF-8', () => {
  const text = 'Trạm "A", tầng 2\r\ncũ'
  const csv = csvOf(table([[text, 1, null]]), ['TRÌNH DIỄN: không có thật', 'Bảng'])
  assert.equal(csv.charCodeAt(0), 0xfe_ff)
  const cells = parse(csv, { bom: true }) as string[][]
  assert.equal(cells[3]?.[0], text)
  assert.deepEqual(cells[0], ['TRÌNH DIỄN: không có thật', '', ''])
  assert.deepEqual([...new Set(cells.map((line) => line.length))], [3])
})
