import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY } from '#model'
import { stepOf, weekday, weeksOf } from './weeks.ts'

/** Local midnight of a Wednesday. */
const WEDNESDAY = Date.parse('2026-11-25T00:00:00+07:00')

test('a week begins on Monday, in Vietnam, whatever the hour', () => {
  assert.equal(weekday(WEDNESDAY), 2)
  assert.equal(weekday(WEDNESDAY + DAY - 1), 2)
  assert.equal(weekday(WEDNESDAY - 3 * DAY), 6)
})

test('every day of the span stands once, in its place; what is before the first value is not a gap', () => {
  const values = new Map([
    [WEDNESDAY - 9 * DAY, 40],
    [WEDNESDAY - 7 * DAY, 120],
  ])
  const weeks = weeksOf(values, WEDNESDAY - 12 * DAY + 3, WEDNESDAY + DAY / 2)
  assert.equal(weeks.length, 3)
  for (const week of weeks) assert.equal(week.days.length, 7)
  const days = weeks.flatMap((week) => week.days).filter((day) => day !== undefined)
  assert.deepEqual(
    days.map((day) => day.at),
    Array.from({ length: 13 }, (_, back) => WEDNESDAY - (12 - back) * DAY),
  )
  assert.deepEqual(
    days.map((day) => day.state),
    [...Array(3).fill('none'), 'known', 'missing', 'known', ...Array(7).fill('missing')],
  )
  for (const week of weeks) week.days.forEach((day, place) => day && assert.equal(weekday(day.at), place))
  assert.equal(weeks[2]?.days[2]?.at, WEDNESDAY)
  assert.equal(weeks[2]?.days[3], undefined)
})

test('a month is named at the week in which it begins', () => {
  const weeks = weeksOf(new Map(), WEDNESDAY - 60 * DAY, WEDNESDAY)
  const months = weeks.flatMap((week) => week.month ?? [])
  assert.deepEqual(
    months.map((at) => new Date(at).toISOString()),
    ['2026-09-30T17:00:00.000Z', '2026-10-31T17:00:00.000Z'],
  )
})

test('without a value nothing is missing: nothing is known at all', () => {
  const states = weeksOf(new Map(), WEDNESDAY - 3 * DAY, WEDNESDAY).flatMap((week) => week.days)
  assert.ok(states.every((day) => day === undefined || day.state === 'none'))
})

test('arrows go a day up and down, a week left and right; other keys do not move', () => {
  assert.deepEqual(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter'].map(stepOf), [-1, 1, -7, 7, undefined])
})
