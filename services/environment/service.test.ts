import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { HOUR, Property, QUALITIES, type Rule, type Text } from '#model'
import { BREAKPOINTS, POLLUTANTS } from './breakpoints.ts'
import { AQI_LEVELS, aqiLevel, environment } from './service.ts'

const { properties, rules, assetTypes, decoders, derivations } = environment
const propertyOf = (code: string): Property | undefined => properties.find((one) => one.code === code)
const thresholds = rules.filter((rule) => rule.kind === 'threshold')

function ruleOf(id: string): Rule {
  const rule = rules.find((one) => one.id === id)
  assert.ok(rule, id)
  return rule
}

test('a trial of hourly stations, with what the engine and the screens look for', () => {
  assert.deepEqual(
    [environment.id, environment.lifecycle, environment.every, environment.grace],
    ['environment', 'trial', 3600, 7200],
  )
  assert.deepEqual(assetTypes, [
    { id: 'air-station', name: { vi: 'Trạm quan trắc không khí', en: 'Air quality station' } },
  ])
  assert.deepEqual(
    [decoders.map((one) => one.id), derivations.map((one) => one.output)],
    [['air-station'], ['vn_aqi_h']],
  )
  assert.equal(aqiLevel(201), AQI_LEVELS[4])
})

test('properties have the codes and units of the contract, and no id stands twice', () => {
  for (const code of ['pm25', 'pm10', 'o3', 'co', 'so2', 'no2']) assert.equal(propertyOf(code)?.unit, 'µg/m³', code)
  assert.deepEqual([propertyOf('vn_aqi_h')?.unit, propertyOf('vn_aqi_h')?.derived], ['', true])
  assert.deepEqual([propertyOf('vn_aqi_h')?.min, propertyOf('vn_aqi_h')?.max], [0, 500])
  for (const one of properties) assert.doesNotThrow(() => Property.parse(one), one.code)
  for (const ids of [properties.map((one) => one.code), rules.map((one) => one.id)]) {
    assert.equal(new Set(ids).size, ids.length)
  }
})

test('what a device sends for “none” is known, and what can be true is not cut off', () => {
  for (const one of properties.filter((property) => !property.derived)) {
    for (const nothing of [-9999, -999, 9999, 99999]) assert.ok(one.sentinels.includes(nothing), one.code)
    assert.ok(one.min < one.max, one.code)
  }
  for (const code of POLLUTANTS) {
    // An index of 500 must be reachable by values that are not flagged.
    assert.ok((propertyOf(code)?.max ?? 0) > Math.max(...BREAKPOINTS[code]), code)
    assert.equal(propertyOf(code)?.min, 0, code)
  }
})

test('derivations read properties that stations send and write one that no station may', () => {
  for (const one of derivations) {
    assert.equal(propertyOf(one.output)?.derived, true)
    for (const input of one.inputs) assert.equal(propertyOf(input)?.derived, false, input)
  }
})

test('PM2.5 above 250 is critical at once; the index is high above 200, medium above 150', () => {
  const limits = thresholds.map((rule) => [rule.id, rule.property, rule.fires, rule.clears, rule.hold, rule.severity])
  assert.deepEqual(limits, [
    ['air-pm25-critical', 'pm25', 250, 200, 0, 'critical'],
    ['air-aqi-very-bad', 'vn_aqi_h', 200, 180, 0, 'high'],
    ['air-aqi-bad', 'vn_aqi_h', 150, 135, 0, 'medium'],
  ])
  for (const rule of thresholds) {
    assert.equal(rule.direction, 'above')
    assert.ok(rule.clears < rule.fires, `${rule.id} would flap`)
    const property = propertyOf(rule.property)
    assert.ok(property && rule.fires < property.max && rule.clears > property.min, `${rule.id} can never fire`)
  }
  // A rule on the index fires on the first value of a level.
  assert.deepEqual(
    [151, 201].map((value) => aqiLevel(value).name.vi),
    ['Xấu', 'Rất xấu'],
  )
})

test('a silent station and a faulty one are told of', () => {
  const silent = ruleOf('air-station-silent')
  assert.ok(silent.kind === 'absence')
  assert.deepEqual([silent.assetType, silent.severity], ['air-station', 'medium'])
  const flags = ruleOf('air-quality-flags')
  assert.ok(flags.kind === 'quality')
  assert.deepEqual([flags.assetType, flags.severity, flags.count, flags.within], ['air-station', 'low', 3, 3 * HOUR])
  assert.deepEqual([...flags.flags].sort(), ['error', 'negative', 'range', 'sentinel', 'stuck'])
  for (const flag of flags.flags) assert.ok(QUALITIES.includes(flag))
})

test('every word is there in Vietnamese and English, plain', () => {
  const texts: Text[] = [environment, ...assetTypes, ...properties, ...decoders, ...derivations, ...rules].map(
    (one) => one.name,
  )
  for (const { vi, en } of [...texts, ...rules.map((rule) => rule.advice)]) {
    for (const text of [vi, en]) assert.equal(text, text.normalize('NFC').trim())
    assert.ok(vi.length > 0 && en.length > 0)
    assert.doesNotMatch(vi, /Vui lòng|Rất tiếc|Hệ thống|!|huyện/i)
  }
  for (const { advice } of rules) assert.match(`${advice.vi} ${advice.en}`, /^\p{Lu}.*\. \p{Lu}.*\.$/u)
})

test('what a browser loads asks for nothing but #model', () => {
  const seen = new Set<string>()
  const asked = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, from = ''] of readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/ from '([^']+)'/g)) {
      if (from.startsWith('./')) visit(from.slice(2))
      else asked.add(from)
    }
  }
  visit('service.ts')
  assert.deepEqual([...asked], ['#model'])
  assert.ok(seen.has('vn-aqi.ts'))
})
