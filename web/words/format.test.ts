import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatAge,
  formatDateTime,
  formatDay,
  formatMoment,
  formatNumber,
  formatSeconds,
  formatTime,
  formatWeekday,
} from './format.ts'

test('numbers: comma and points in Vietnamese, the other way round in English, a true minus', () => {
  assert.equal(formatNumber(1234567.891, 2, 'vi'), '1.234.567,89')
  assert.equal(formatNumber(1234567.891, 2, 'en'), '1,234,567.89')
  assert.equal(formatNumber(-3.25, 1, 'vi'), '−3,3')
  assert.equal(formatNumber(5, 2, 'vi'), '5,00')
  assert.equal(formatNumber(-0.001, 2, 'vi'), '0,00')
})

test('times are those of Vietnam whatever the zone of the reader', () => {
  assert.equal(formatTime('2026-11-22T19:47:13Z'), '02:47')
  assert.equal(formatSeconds('2026-11-22T19:47:13Z'), '02:47:13')
  assert.equal(formatDay('2026-11-22T19:47:13Z'), '23/11/2026')
  assert.equal(formatDateTime(Date.parse('2026-12-31T16:59:00Z')), '23:59 31/12/2026')
  assert.equal(formatDay(Date.parse('2026-12-31T17:00:00Z')), '01/01/2027')
  assert.equal(formatWeekday(Date.parse('2026-11-22T19:47:13Z'), 'vi'), 'Thứ Hai')
  assert.equal(formatWeekday(Date.parse('2026-11-22T16:59:00Z'), 'en'), 'Sunday')
})

test('a moment of another day says which', () => {
  const now = Date.parse('2026-11-23T02:00:00+07:00')
  assert.equal(formatMoment('2026-11-23T00:15:00+07:00', now), '00:15')
  assert.equal(formatMoment('2026-11-22T23:15:00+07:00', now), '23:15 22/11/2026')
})

test('ages: seconds, minutes, hours with minutes, then days', () => {
  const minute = 60_000
  const ages = [
    -5,
    59_999,
    minute,
    47.9 * minute,
    60 * minute,
    107 * minute,
    121 * minute,
    2879 * minute,
    2880 * minute,
  ]
  assert.deepEqual(
    ages.map((age) => formatAge(age, 'vi')),
    ['0 giây', '59 giây', '1 phút', '47 phút', '1 giờ', '1 giờ 47', '2 giờ 01', '47 giờ 59', '2 ngày'],
  )
  assert.deepEqual(
    [5000, 2 * minute, 107 * minute, 4320 * minute].map((age) => formatAge(age, 'en')),
    ['5 s', '2 min', '1 h 47', '3 days'],
  )
})
