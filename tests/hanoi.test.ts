import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { HOUR } from '#model'
import { oracle } from '../services/environment/vn-aqi.oracle.ts'
import { testCentre } from './support/centre.ts'

const FILE = join(import.meta.dirname, '../../shared/data/environment/hanoi_aq_hourly_2023-03_2023-11.csv')
const POLLUTANTS = ['pm25', 'pm10', 'so2', 'no2', 'o3', 'co']
const BATCH = 5000

interface Row {
  readonly asset: string
  readonly property: string
  readonly at: string
  readonly value: number
}

/** Hours of a real city; its own AQI column is another country's and stays out. */
function readRows(): Row[] {
  const [head = '', ...lines] = readFileSync(FILE, 'utf8').trim().split(/\r?\n/)
  const columns = head.split(',')
  return lines.flatMap((line) => {
    const cells = line.split(',')
    const at = `${cells[columns.indexOf('UTC Time')]}Z`
    return columns.flatMap((column, index) => {
      const property = column.toLowerCase()
      const cell = cells[index] ?? ''
      return POLLUTANTS.includes(property) && cell !== ''
        ? [{ asset: 'ha-noi', property, at, value: Number(cell) }]
        : []
    })
  })
}

/** The index of every hour that has one, by the second implementation; an hour that was not measured may have one. */
function expected(rows: readonly Row[]): Map<number, number> {
  const hours = new Map<number, Map<string, number>>()
  for (const { at, property, value } of rows) {
    const hour = Date.parse(at)
    hours.set(hour, (hours.get(hour) ?? new Map<string, number>()).set(property, value))
  }
  const indices = new Map<number, number>()
  const last = Math.max(...hours.keys())
  for (let hour = Math.min(...hours.keys()); hour <= last + 12 * HOUR; hour += HOUR) {
    const back = (property: string) =>
      Array.from({ length: 12 }, (_, step) => hours.get(hour - step * HOUR)?.get(property))
    const index = oracle(Object.fromEntries(POLLUTANTS.map((property) => [property, back(property)])))
    if (index !== undefined) indices.set(hour, index)
  }
  return indices
}

test(
  'eight months of a real city, as a test station of no unit, come through the door and get their index',
  { skip: existsSync(FILE) ? false : 'không có tệp số liệu Hà Nội' },
  async () => {
    await using t = await testCentre()
    const station = { id: 'ha-noi', name: 'Hà Nội (đối chiếu)', type: 'air-station', service: 'environment' }
    await t.call('POST', '/api/v1/assets', { body: [{ ...station, lat: 21.03, lon: 105.85 }] })
    const rows = readRows()
    for (let from = 0; from < rows.length; from += BATCH) {
      const { status, body } = await t.call('POST', '/api/v1/observations?source=ha-noi', {
        body: rows.slice(from, from + BATCH),
      })
      assert.equal(status, 200)
      assert.equal(Number(body['accepted']), Math.min(BATCH, rows.length - from), JSON.stringify(body).slice(0, 300))
    }
    for (let lag = 1; lag > 0; await sleep(200)) lag = Number((await t.call('GET', '/readyz')).body['lag'])

    const want = expected(rows)
    const got = new Map<number, number>()
    const span = 'from=2023-03-01T00:00:00Z&to=2023-12-01T00:00:00Z&limit=10000'
    for (let cursor = ''; ;) {
      const { body } = await t.call('GET', `/api/v1/observations?asset=ha-noi&property=vn_aqi_h&${span}${cursor}`)
      for (const one of body.items) got.set(Date.parse(String(one['at'])), Number(one['value']))
      if (!body['next']) break
      cursor = `&cursor=${encodeURIComponent(String(body['next']))}`
    }
    assert.ok(want.size > 5000, String(want.size))
    assert.equal(got.size, want.size)
    for (const [hour, index] of want)
      assert.ok(
        Math.abs((got.get(hour) ?? Number.NaN) - index) <= 0.5 + 1e-9,
        `${new Date(hour).toISOString()} ${index}`,
      )
  },
)
