import assert from 'node:assert/strict'
import { test } from 'node:test'
import readSheet from 'read-excel-file/node'
import write from 'write-excel-file/node'
import { sheetOf, sheetOptions } from './sheet.ts'
import type { ExportTable } from './table.ts'

const table: ExportTable = {
  name: 'x',
  title: 'Bảng',
  notes: [],
  columns: [
    { title: '=Tên', kind: 'text' },
    { title: 'Trị', kind: 'number', decimals: 1 },
    { title: 'Lúc', kind: 'time' },
  ],
  rows: [
    ['=1+1', -3.25, Date.UTC(2026, 10, 25, 16, 1, 0)],
    ['\t@SUM(A1)', null, null],
    ['a\u0000b\ud800c', 'x', Number.NaN],
    ['x'.repeat(40_000), 1e300, 1e300],
  ],
}

async function written(above: readonly string[]): Promise<{ rows: unknown[][]; bytes: Buffer }> {
  const bytes = await write(sheetOf(table, above), sheetOptions(table, above) as object).toBuffer()
  const [sheet] = (await readSheet(bytes)) as unknown as { data: unknown[][] }[]
  return { rows: sheet?.data ?? [], bytes }
}

test('no cell is a formula, whatever it holds', () => {
  const types = sheetOf(table, ['=1+1']).flatMap((row) => row.map((cell) => (cell as { type?: unknown } | null)?.type))
  assert.ok(types.length > 10)
  assert.ok(!types.includes('Formula'))
})

test('read back by another program: the mark first, no formulas, numbers and local times real, unknown empty', async () => {
  const { rows } = await written(['TRÌNH DIỄN: không có thật', '-Bảng'])
  assert.equal(rows[0]?.[0], 'TRÌNH DIỄN: không có thật')
  assert.equal(rows[1]?.[0], "'-Bảng")
  assert.deepEqual(rows[2], ["'=Tên", 'Trị', 'Lúc'])
  assert.equal(rows[3]?.[0], "'=1+1")
  assert.equal(rows[3]?.[1], -3.25)
  // A spreadsheet has no zones: it shows the clock of Vietnam.
  const shown = Number(rows[3]?.[2])
  assert.ok(Math.abs(shown - Date.UTC(2026, 10, 25, 23, 1)) <= 1, new Date(shown).toISOString())
  assert.deepEqual(rows[4]?.slice(1), [null, null])
  assert.equal(rows[5]?.[0], 'abc')
  assert.equal(rows[5]?.[1], 'x')
  assert.equal(String(rows[6]?.[0]).length, 32_767)
})
