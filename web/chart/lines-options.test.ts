import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR } from '#model'
import { type ChartLine, type LinesInput, linesOption, linesRows } from './lines-options.ts'
import type { PageLook } from './look.ts'

const AT = Date.parse('2026-11-23T00:00:00+07:00')
const look: PageLook = {
  text: '#fff',
  text3: '#888',
  line: '#222',
  lineStrong: '#777',
  raised: '#111',
  surface: '#000',
  critical: '#f00',
  series: ['#1', '#2', '#3', '#4', '#5', '#6'],
  font: "'Serepok So', 'Be Vietnam Pro'",
  width: 600,
  height: 200,
  language: 'vi',
}
const line = (id: string, tone: ChartLine['tone'], values: readonly (number | null)[]): ChartLine => ({
  id,
  name: `Trạm ${id}`,
  tone,
  points: values.flatMap((value, hour) =>
    value === null ? [] : [{ at: AT + hour * HOUR, value, quality: value > 900 ? 'range' : 'good' }],
  ),
})
const input: LinesInput = {
  lines: [line('a', 1, [1, 2, null, null, 5]), line('<b>', 'strong', [null, 20, 999, 22, 23])],
  threshold: [{ value: 45, label: 'QCVN 45' }],
  from: AT,
  to: AT + 4 * HOUR,
  gap: 1.5 * HOUR,
  span: HOUR,
  unit: 'µg/m³',
  decimals: 1,
}
interface Drawn {
  yAxis: { max: number }
  tooltip: { formatter: (hovered: object[]) => string }
  series: {
    name: string
    data: [number, number | null][]
    lineStyle: { color: string }
    connectNulls: boolean
    markLine?: { data: { yAxis: number }[] }
  }[]
}
const drawn = linesOption(input, 'PM2,5', look) as unknown as Drawn

test('each line has its own colour and keeps its gaps; the limit is drawn once and fits', () => {
  assert.deepEqual(
    drawn.series.map((one) => one.lineStyle.color),
    ['#2', '#fff'],
  )
  assert.ok(drawn.series[0]?.data.some(([, value]) => value === null))
  assert.ok(drawn.series.every((one) => !one.connectNulls))
  assert.deepEqual(
    drawn.series.map((one) => one.markLine?.data.map((limit) => limit.yAxis)),
    [[45], undefined],
  )
  assert.ok(drawn.yAxis.max >= 45 && drawn.yAxis.max < 900, 'a flagged value does not stretch the scale')
})

test('the hint names each line with its value, and a name is never markup', () => {
  const text = drawn.tooltip.formatter([
    { seriesName: 'Trạm <b>', color: '#2', value: [AT + HOUR, 20] },
    { seriesName: 'Trạm a', color: '#1', value: [AT + HOUR, null] },
  ])
  assert.match(text, /01:00–02:00<br>/)
  assert.match(text, /Trạm &#60;b&#62; 20,0 µg\/m³/)
  assert.doesNotMatch(text, /Trạm a/)
})

test('the twin table has a row for every moment of any line, and a gap is null, not the value before', () => {
  assert.deepEqual(
    linesRows(input).map(({ at, values }) => [(at - AT) / HOUR, ...values]),
    [
      [0, 1, null],
      [1, 2, 20],
      [3, null, 22],
      [4, 5, 23],
    ],
  )
  assert.deepEqual(linesRows({ ...input, from: AT + 4 * HOUR }).length, 1)
})
