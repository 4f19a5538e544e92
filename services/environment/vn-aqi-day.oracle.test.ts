import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { HOUR } from '#model'
import { BREAKPOINTS, O3_EIGHT_HOURS, POLLUTANTS } from './breakpoints.ts'
import { HANOI, NO_HANOI, readHanoi } from './test-hanoi.ts'
import { type Random, random } from './test-random.ts'
import { vnAqiDaily } from './vn-aqi-day.ts'
import { dayOracle } from './vn-aqi.oracle.ts'

const FILE = join(import.meta.dirname, HANOI)

/** The 24 hours of each property, 0 to 23. */
type Hours = Record<string, (number | undefined)[]>

/** Both ways over the same day. What is one half but for the last bits is one half, and goes up. */
function compare(hours: Hours, message: string): number | undefined {
  const derived = vnAqiDaily.derive({ at: 0, mean: (property, back) => hours[property]?.[23 - back] })
  const expected = dayOracle(hours)
  if (expected === undefined) {
    assert.ok('unknown' in derived, message)
    return undefined
  }
  assert.ok('value' in derived, message)
  const worst = Math.max(...derived.proof.parts.map((part) => part.index))
  assert.ok(Math.abs(worst - expected) < 1e-9, `${message}: ${worst} ≠ ${expected}`)
  const half = Math.abs(expected - Math.floor(expected) - 0.5) < 1e-9
  assert.equal(derived.value, half ? Math.ceil(expected) : Math.round(expected), message)
  byHand(derived.proof, hours, message)
  return derived.value
}

type Proof = Extract<ReturnType<typeof vnAqiDaily.derive>, { proof: unknown }>['proof']

/** The proof is enough: every part is the mean of hours that it names, and no hour that entered is unnamed. */
function byHand({ inputs, parts }: Proof, hours: Hours, message: string): void {
  for (const { property, concentration, hours: span = 1 } of parts) {
    const own = inputs.filter((input) => input.property === property)
    assert.deepEqual(
      own.map((input) => input.value),
      (hours[property] ?? []).toReversed().filter((value) => value !== undefined),
      message,
    )
    const counted = own.filter((input) => input.weight === 1)
    const sets = span === 1 ? counted.map((one) => [one]) : span === 24 ? [counted] : eights(counted)
    const means = sets.map((set) => set.reduce((sum, one) => sum + one.value, 0) / set.length)
    assert.ok(
      means.some((mean) => Math.abs(mean - concentration) < 1e-9),
      `${message}: ${property} ${concentration}`,
    )
  }
}

function eights<One extends { hours_back: number }>(list: readonly One[]): One[][] {
  return Array.from({ length: 17 }, (_, back) =>
    list.filter((one) => one.hours_back >= back && one.hours_back < back + 8),
  ).filter((set) => set.length >= 6)
}

/** A day of one property around a level of its own, with holes, zeros, breakpoints and values past the last one. */
function day(next: Random, limits: readonly number[]): (number | undefined)[] {
  const holes = next(4) * 11
  const top = (limits[1 + next(limits.length - 1)] as number) * 1.3
  return Array.from({ length: 24 }, () => {
    if (next(100) < holes) return undefined
    const kind = next(10)
    if (kind === 0) return limits[next(limits.length)]
    return kind === 1 ? 0 : Math.round(next(1_000_000) * top) / 1_000_000
  })
}

test('a second implementation agrees over random days', () => {
  const next = random(20_191_113)
  let known = 0
  const levels = new Set<number>()
  for (let turn = 0; turn < 8000; turn += 1) {
    const hours: Hours = {}
    for (const pollutant of POLLUTANTS) {
      const limits = pollutant === 'o3' && next(2) === 0 ? O3_EIGHT_HOURS : BREAKPOINTS[pollutant]
      if (next(4) > 0) hours[pollutant] = day(next, limits)
    }
    const value = compare(hours, `day ${turn}: ${JSON.stringify(hours)}`)
    if (value === undefined) continue
    known += 1
    levels.add(Math.ceil(value / 50))
  }
  assert.ok(known > 3000 && known < 8000, `${known} known`)
  assert.ok(levels.size >= 10, [...levels].join())
})

test('eight months of local days of a real city', { skip: existsSync(FILE) ? false : NO_HANOI }, () => {
  const rows = readHanoi(readFileSync(FILE, 'utf8'))
  // Days as a calendar of the place has them, not as the code beside this counts them.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Ho_Chi_Minh',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const days = new Map<string, Hours>()
  for (const [at, row] of rows) {
    const [date = '', hour = ''] = clock.format(at).split(' ')
    const hours =
      days.get(date) ?? Object.fromEntries(POLLUTANTS.map((one) => [one, Array<undefined>(24).fill(undefined)]))
    days.set(date, hours)
    for (const [pollutant, value] of row) (hours[pollutant] as (number | undefined)[])[Number(hour.slice(0, 2))] = value
  }
  assert.ok(days.size > 200, `${days.size} days`)
  const seen: number[] = []
  for (const [date, hours] of days) {
    const value = compare(hours, date)
    if (value !== undefined) seen.push(value)
    // The same day from the hours themselves: its window ends at 23:00 local time.
    const last = Date.parse(`${date}T23:00:00+07:00`)
    const derived = vnAqiDaily.derive({ at: last, mean: (one, back) => rows.get(last - back * HOUR)?.get(one) })
    assert.equal('value' in derived ? derived.value : undefined, value, date)
  }
  assert.ok(seen.length > days.size * 0.9 && new Set(seen).size > 60, `${seen.length} of ${days.size}`)
})
