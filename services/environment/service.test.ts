import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { HOUR, Property, QUALITIES, type Rule, SEVERITIES, type Text } from '#model'
import { BREAKPOINTS, POLLUTANTS } from './breakpoints.ts'
import { AIR_LIMITS, AQI_LEVELS, airLimitsOn, aqiLevel, environment } from './service.ts'

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
    { id: 'air-sensor', name: { vi: 'Cảm biến không khí chi phí thấp', en: 'Low-cost air sensor' } },
  ])
  assert.deepEqual(
    [decoders.map((one) => one.id), derivations.map((one) => one.output)],
    [['air-station'], ['vn_aqi_h', 'vn_aqi_d']],
  )
  assert.equal(aqiLevel(201), AQI_LEVELS[4])
})

test('properties have the codes and units of the contract, and no id stands twice', () => {
  for (const code of ['pm25', 'pm10', 'o3', 'co', 'so2', 'no2']) assert.equal(propertyOf(code)?.unit, 'µg/m³', code)
  for (const code of ['vn_aqi_h', 'vn_aqi_d']) {
    const { unit, derived, min, max } = propertyOf(code) as Property
    assert.deepEqual([unit, derived, min, max], ['', true, 0, 500], code)
  }
  for (const one of properties) assert.doesNotThrow(() => Property.parse(one), one.code)
  for (const ids of [properties.map((one) => one.code), rules.map((one) => one.id)]) {
    assert.equal(new Set(ids).size, ids.length)
  }
})

test('what a device sends for “none” is known, and what can be true is not cut off', () => {
  for (const one of properties.filter((property) => !property.derived)) {
    for (const nothing of [-9999, -999]) assert.ok(one.sentinels.includes(nothing), one.code)
    for (const nothing of one.sentinels) assert.ok(nothing < one.min || nothing > one.max, `${one.code} ${nothing}`)
    for (const nothing of [9999, 99_999]) {
      assert.equal(one.sentinels.includes(nothing), one.code !== 'co', `${one.code} ${nothing}`)
    }
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

test('the regulation: PM2.5 over 24 hours 45 since 2026, 50 before, nothing before it was in force', () => {
  const values = (property: string, day: string): unknown[] =>
    airLimitsOn(property, day).map(({ averaging, value }) => `${averaging} ${value}`)
  assert.deepEqual(values('pm25', '2023-09-11'), [])
  assert.deepEqual(values('pm25', '2025-12-31'), ['24h 50', 'year 25'])
  assert.deepEqual(values('pm25', '2026-01-01'), ['24h 45', 'year 25'])
  const day = '2026-11-24'
  assert.deepEqual(values('pm10', day), ['24h 100', 'year 50'])
  assert.deepEqual(values('o3', day), ['1h 200', '8h 120'])
  assert.deepEqual(values('co', day), ['1h 30000', '8h 10000'])
  assert.deepEqual(values('so2', day), ['1h 350', '24h 125', 'year 50'])
  assert.deepEqual(values('no2', day), ['1h 200', '24h 100', 'year 40'])
  // The rows of one limit follow one another without a gap.
  for (const rows of Map.groupBy(AIR_LIMITS, (one) => one.property + one.averaging).values()) {
    assert.deepEqual(
      [...rows.slice(1).map((row) => row.from), null],
      rows.map((row) => row.to),
    )
  }
})

test('every limit but the yearly ones has a rule, over hours of which three quarters are there', () => {
  const windows = rules.filter((rule) => rule.kind === 'window')
  assert.deepEqual(
    windows.map((rule) => rule.id),
    [
      ...new Set(AIR_LIMITS.filter((one) => one.averaging !== 'year').map((one) => `${one.property}-${one.averaging}`)),
    ].map((id) => `air-limit-${id}`),
  )
  const pm25 = windows.find((rule) => rule.id === 'air-limit-pm25-24h')
  assert.deepEqual(
    [pm25?.window, pm25?.step, pm25?.complete, pm25?.aggregate, pm25?.limits],
    [
      24 * HOUR,
      HOUR,
      0.75,
      'mean',
      [
        { from: '2023-09-12', fires: 50, clears: 45 },
        { from: '2026-01-01', fires: 45, clears: 40.5 },
      ],
    ],
  )
  for (const rule of windows) for (const limit of rule.limits) assert.ok(limit.clears < limit.fires, rule.id)
})

test('a low-cost sensor never speaks for a regulation as a station does', () => {
  const types = assetTypes.map((type) => type.id)
  const lawful = rules.filter(
    (rule) => rule.kind === 'window' || (rule.kind === 'threshold' && rule.property === 'vn_aqi_h'),
  )
  assert.ok(lawful.length > 8)
  for (const rule of lawful) {
    assert.deepEqual(rule.standing?.types, ['air-station'], rule.id)
    assert.ok(types.includes('air-sensor'))
    const least = rule.standing && SEVERITIES.indexOf(rule.standing.otherwise) > SEVERITIES.indexOf(rule.severity)
    assert.ok(least, `${rule.id}: an indication as severe as the rule`)
  }
})

test('sudden jumps, stuck values and a late calibration are told of, quietly', () => {
  const jumps = rules.filter((rule) => rule.kind === 'rate')
  const stuck = rules.filter((rule) => rule.kind === 'stuck')
  for (const list of [jumps, stuck]) {
    assert.deepEqual(new Set(list.map((rule) => rule.property)), new Set(POLLUTANTS))
    assert.ok(list.length === POLLUTANTS.length && list.every((rule) => rule.severity === 'low'))
  }
  const dates = rules.filter((rule) => rule.kind === 'due')
  assert.deepEqual(
    dates.map((rule) => [rule.assetType, rule.date, rule.severity]),
    [
      ['air-station', 'calibration_due', 'low'],
      ['air-sensor', 'calibration_due', 'low'],
    ],
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
  for (const file of ['vn-aqi.ts', 'vn-aqi-day.ts', 'limits.ts']) assert.ok(seen.has(file), file)
})
