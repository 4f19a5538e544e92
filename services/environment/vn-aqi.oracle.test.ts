import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { HOUR } from '#model'
import { BREAKPOINTS, POLLUTANTS } from './breakpoints.ts'
import { HANOI, NO_HANOI, readHanoi } from './test-hanoi.ts'
import { type Random, random } from './test-random.ts'
import { oracle } from './vn-aqi.oracle.ts'
import { vnAqiHourly } from './vn-aqi.ts'

const FILE = join(import.meta.dirname, HANOI)

type Hours = Record<string, (number | undefined)[]>

/** Both ways over the same hours. What is one half but for the last bits is one half, and goes up. */
function compare(hours: Hours, message: string): number | undefined {
  const derived = vnAqiHourly.derive({ at: 0, mean: (property, back) => hours[property]?.[back] })
  const expected = oracle(hours)
  if (expected === undefined) {
    assert.ok('unknown' in derived, message)
    return undefined
  }
  assert.ok('value' in derived, message)
  const worst = Math.max(...derived.proof.parts.map((part) => part.index))
  assert.ok(Math.abs(worst - expected) < 1e-9, `${message}: ${worst} ≠ ${expected}`)
  const half = Math.abs(expected - Math.floor(expected) - 0.5) < 1e-9
  assert.equal(derived.value, half ? Math.ceil(expected) : Math.round(expected), message)
  assert.ok(Number.isInteger(derived.value) && derived.value >= 0 && derived.value <= 500, message)
  return derived.value
}

/** Hours of one property around a level of its own, with holes, zeros, breakpoints and values past the last one. */
function series(next: Random, limits: readonly number[]): (number | undefined)[] {
  const holes = next(4) * 20
  const top = (limits[1 + next(limits.length - 1)] as number) * 1.3
  return Array.from({ length: 12 }, () => {
    if (next(100) < holes) return undefined
    const kind = next(10)
    if (kind === 0) return limits[next(limits.length)]
    if (kind === 1) return 0
    return Math.round(next(1_000_000) * top) / 1_000_000
  })
}

test('a second implementation agrees over random windows', () => {
  const next = random(20_191_112)
  let known = 0
  const levels = new Set<number>()
  for (let turn = 0; turn < 20_000; turn += 1) {
    const hours: Hours = {}
    for (const pollutant of POLLUTANTS) if (next(4) > 0) hours[pollutant] = series(next, BREAKPOINTS[pollutant])
    const value = compare(hours, `window ${turn}: ${JSON.stringify(hours)}`)
    if (value === undefined) continue
    known += 1
    levels.add(Math.ceil(value / 50))
  }
  assert.ok(known > 10_000 && known < 20_000, `${known} known`)
  assert.equal(levels.size >= 10, true)
})

test('eight months of hours of a real city', { skip: existsSync(FILE) ? false : NO_HANOI }, () => {
  const rows = readHanoi(readFileSync(FILE, 'utf8'))
  const at = [...rows.keys()].sort((a, b) => a - b)
  assert.ok(at.length > 5000)
  let known = 0
  const seen = new Set<number>()
  for (const hour of at) {
    const hours: Hours = {}
    for (const pollutant of POLLUTANTS) {
      hours[pollutant] = Array.from({ length: 12 }, (_, back) => rows.get(hour - back * HOUR)?.get(pollutant))
    }
    const value = compare(hours, new Date(hour).toISOString())
    if (value === undefined) continue
    known += 1
    seen.add(value)
  }
  assert.ok(known > at.length * 0.95, `${known} of ${at.length}`)
  assert.ok(seen.size > 100)
})
