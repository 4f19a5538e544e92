import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, type ObservationBucket } from '#model'
import { POLLUTANTS, REACH, decidingPollutants } from './deciding.ts'

const AT = Date.parse('2026-11-25T10:00:00+07:00')
const bucket = (asset: string, property: string, back: number, value: number): ObservationBucket => {
  const at = new Date(AT - back * HOUR).toISOString()
  return { id: `${asset}:${property}:${at}`, asset, property, at, value, count: 1 }
}

test('each station has its own worst pollutant; one without particles has no index and so none', () => {
  assert.equal(REACH, 12)
  assert.ok(POLLUTANTS.includes('pm25') && !POLLUTANTS.includes('temp'))
  const buckets = [
    ...[0, 1, 2].flatMap((back) => [bucket('dust', 'pm25', back, 80), bucket('dust', 'pm10', back, 90)]),
    bucket('dust', 'o3', 0, 40),
    ...[0, 1].map((back) => bucket('sun', 'pm25', back, 5)),
    bucket('sun', 'o3', 0, 190),
    bucket('gas', 'o3', 0, 190),
    bucket('old', 'pm25', 5, 60),
  ]
  const hours = new Map(['dust', 'sun', 'gas', 'old', 'silent'].map((asset) => [asset, AT]))
  assert.deepEqual(
    [...decidingPollutants(buckets, hours)],
    [
      ['dust', 'pm25'],
      ['sun', 'o3'],
    ],
  )
})
