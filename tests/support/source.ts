import { setTimeout as sleep } from 'node:timers/promises'
import type { TestCentre } from './centre.ts'

/** A station, and what it sends: minute by minute, its minute as the value. */
export const STATION = { id: 'a', name: 'A', type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
export const TOPIC = 'v1/observations'

export const row = (minute: number, more: object = {}) => ({
  asset: 'a',
  property: 'pm25',
  at: new Date(Date.UTC(2026, 10, 20, 1, minute)).toISOString(),
  value: minute,
  ...more,
})
export const body = (...rows: object[]): string => JSON.stringify(rows)

/** A source as `GET /api/v1/sources/{id}` shows it. */
export interface Shown {
  readonly settings: Record<string, unknown>
  readonly error: string | null
  readonly paused: boolean
  readonly received: number
  readonly quarantined: number
}

/** The source, once it is like that. */
export async function untilSource(t: TestCentre, id: string, like: (source: Shown) => boolean): Promise<Shown> {
  for (let i = 0; i < 1000; i += 1) {
    const answer = await t.call('GET', `/api/v1/sources/${id}`)
    const shown = answer.body as unknown as Shown
    if (answer.status === 200 && like(shown)) return shown
    await sleep(20)
  }
  throw new Error(`never: ${JSON.stringify((await t.call('GET', `/api/v1/sources/${id}`)).body)}`)
}

/** The values that a source has stored, in order of time. */
export async function storedBy(t: TestCentre, source: string): Promise<number[]> {
  const rows = await t.centre.live.db.query<{ value: number }>(
    `select o.value from observation o join series s on s.id = o.series where s.source = $1 order by o.at`,
    [source],
  )
  return rows.map((one) => one.value)
}
