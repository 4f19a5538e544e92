import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR } from '#model'
import { type ChartInput, type Look, chartOption } from './options.ts'

const AT = Date.parse('2026-11-23T00:00:00+07:00')
const look: Look = {
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
  description: 'PM2,5',
  quality: (quality) => `cờ ${quality}`,
  missing: (gap) => `thiếu ${(gap.to - gap.from) / HOUR} giờ`,
}
const input: ChartInput = {
  points: [
    { at: AT + HOUR, value: 40, quality: 'good' },
    { at: AT + 2 * HOUR, value: 9000, quality: 'range' },
    { at: AT + 8 * HOUR, value: 120, quality: 'good' },
  ],
  from: AT,
  to: AT + 12 * HOUR,
  gap: 2 * HOUR,
  unit: 'µg/m³',
  decimals: 1,
}
interface Drawn {
  animation: boolean
  aria: { enabled: boolean }
  textStyle: { fontFamily: string }
  yAxis: { max: number }
  series: [
    {
      type: string
      smooth?: boolean
      data: unknown[]
      markLine?: { data: { yAxis: number }[] }
      markArea: { data: unknown[] }
    },
    { id: string; data: unknown[][] },
  ]
  tooltip: { formatter: (hovered: object[]) => string }
}
const draw = (more: Partial<ChartInput> = {}): Drawn => chartOption({ ...input, ...more }, look) as unknown as Drawn

test('the rules of the house: still, said to readers, in the one font, never smoothed', () => {
  const option = draw()
  assert.equal(option.animation, false)
  assert.equal(option.aria.enabled, true)
  assert.equal(option.textStyle.fontFamily, look.font)
  assert.equal(option.series[0].smooth, undefined)
})

test('a broken sensor neither stretches the scale nor joins the line', () => {
  const option = draw()
  assert.equal(option.yAxis.max, 150)
  assert.equal(option.series[1].data.length, 1)
  assert.deepEqual(option.series[1].data[0]?.slice(1, 3), [150, 9000])
  assert.equal(option.series[0].markArea.data.length, 1)
})

test('one limit or several are drawn and fit on the scale; none draws none', () => {
  assert.equal(draw().series[0].markLine, undefined)
  assert.equal(draw({ threshold: { value: 250, label: 'ngưỡng 250' } }).series[0].markLine?.data.length, 1)
  const two = draw({
    threshold: [
      { value: 250, label: 'ngưỡng 250' },
      { value: 200, label: 'hết báo 200' },
    ],
  })
  assert.deepEqual(
    two.series[0].markLine?.data.map((line) => line.yAxis),
    [250, 200],
  )
  assert.ok(two.yAxis.max > 250)
})

test('the hint says the true value of a flagged mark and why it is one', () => {
  const hint = draw().tooltip.formatter([{ seriesId: 'flags', value: [AT + 2 * HOUR, 150, 9000, 'range'] }])
  assert.equal(hint, '02:00<br>9.000,0 µg/m³ · cờ range')
})

test('a bar stands for its hour and begins at zero', () => {
  const option = draw({ bars: { span: HOUR, tone: () => ({ area: '#333', cap: '#ff0' }) } })
  assert.equal(option.series[0].type, 'custom')
  assert.deepEqual(option.series[0].data[0], [AT + 1.5 * HOUR, 40])
  assert.equal(
    option.tooltip.formatter([{ seriesId: 'values', value: [AT + 1.5 * HOUR, 40] }]),
    '01:00–02:00<br>40,0 µg/m³',
  )
})
