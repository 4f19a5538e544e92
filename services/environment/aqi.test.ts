import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AQI_LEVELS, aqiLevel } from './aqi.ts'

/** Weighted light of an sRGB colour, WCAG 2. */
function light(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

test('six levels in the words and colours of QĐ 1459, from 0 to 500 without a gap', () => {
  const rgb = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  assert.deepEqual(
    AQI_LEVELS.map((level) => [level.from, level.to, level.name.vi, ...rgb(level.fill)]),
    [
      [0, 50, 'Tốt', 0, 228, 0],
      [51, 100, 'Trung bình', 255, 255, 0],
      [101, 150, 'Kém', 255, 126, 0],
      [151, 200, 'Xấu', 255, 0, 0],
      [201, 300, 'Rất xấu', 143, 63, 151],
      [301, 500, 'Nguy hại', 126, 0, 35],
    ],
  )
})

test('the number on a level can be read, and every level is seen on the dark surface', () => {
  for (const level of AQI_LEVELS) {
    assert.ok(contrast(level.on, level.fill) >= 4.5, `${level.key} on its fill`)
    assert.ok(contrast(level.ring, '#141a20') >= 3, `${level.key} ring`)
    for (const area of [level.areaDark, level.areaLight]) assert.match(area, /^#[0-9a-f]{6}$/)
    assert.ok(light(level.areaDark) < light(level.areaLight), level.key)
  }
  for (const field of ['key', 'fill', 'areaDark', 'areaLight'] as const) {
    assert.equal(new Set(AQI_LEVELS.map((level) => level[field])).size, AQI_LEVELS.length, field)
  }
})

test('advice for everybody and for the sensitive, in both languages, as sentences', () => {
  for (const { key, advice, sensitiveAdvice } of AQI_LEVELS) {
    for (const text of [advice.vi, advice.en, sensitiveAdvice.vi, sensitiveAdvice.en]) {
      assert.match(text, /^\p{Lu}.+\.$/u, key)
      assert.equal(text, text.normalize('NFC'), key)
    }
  }
})

test('levels at their edges', () => {
  const edges = [
    [0, 'good'],
    [50, 'good'],
    [51, 'moderate'],
    [100, 'moderate'],
    [101, 'poor'],
    [150, 'poor'],
    [151, 'bad'],
  ] as const
  const worse = [
    [200, 'bad'],
    [201, 'very-bad'],
    [300, 'very-bad'],
    [301, 'hazardous'],
    [500, 'hazardous'],
    [999, 'hazardous'],
  ] as const
  for (const [value, key] of [...edges, ...worse]) assert.equal(aqiLevel(value).key, key, String(value))
})
