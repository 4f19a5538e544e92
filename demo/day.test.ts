import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR } from '#model'
import { environment } from '#services/environment'
import { POLLUTANTS, reading, silent } from './day.ts'
import { SILENT, SMOKE, STATIONS, type Station } from './stations.ts'

const NOW = Date.parse('2026-11-25T10:00:00Z')
const hours = Array.from({ length: 40 * 24 }, (_, back) => NOW - back * HOUR)

test('every reading of forty days is one that its property can have: nothing of the ordinary days is flagged', () => {
  for (const station of STATIONS) {
    for (const code of station.measures ?? POLLUTANTS) {
      const property = environment.properties.find((one) => one.code === code)
      assert.ok(property && !property.derived, code)
      for (const at of hours) {
        const value = reading(2026, station, code, at)
        const fits = value >= property.min && value <= property.max && !property.sentinels.includes(value)
        assert.ok(fits, `${station.id} ${code} ${value}`)
      }
    }
  }
})

test('the same seed gives the same days, another seed others; days of haze and of wind differ', () => {
  const [station] = STATIONS as readonly [Station, ...Station[]]
  const days = (seed: number): number[] => hours.map((at) => reading(seed, station, 'pm25', at))
  assert.deepEqual(days(1), days(1))
  assert.notDeepEqual(days(1), days(2))
  const means = Array.from({ length: 40 }, (_, day) => days(2026).slice(24 * day, 24 * day + 24)).map(
    (day) => day.reduce((sum, value) => sum + value, 0) / 24,
  )
  assert.ok(Math.max(...means) > 1.5 * Math.min(...means))
})

test('stations fall silent for some hours and some days, and say most of what there is', () => {
  const gone = STATIONS.map((station) => hours.filter((at) => silent(2026, station, at)).length)
  const all = gone.reduce((sum, count) => sum + count, 0)
  assert.ok(all > 0 && all < 0.1 * hours.length * STATIONS.length, String(all))
  assert.ok(gone.some((count) => count >= DAY / HOUR))
})

test('there is one of each kind of trouble: silent, smoking, overdue, low cost', () => {
  for (const id of [SILENT, SMOKE]) assert.ok(STATIONS.some((one) => one.id === id))
  assert.equal(STATIONS.filter((one) => (one.calibration ?? 0) < 0).length, 1)
  assert.ok(STATIONS.some((one) => one.type === 'air-sensor'))
  assert.equal(new Set(STATIONS.map((one) => one.id)).size, STATIONS.length)
})
