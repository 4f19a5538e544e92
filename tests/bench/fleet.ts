import { MINUTE, type ObservationDraft } from '#model'
import type { TestCentre } from '../support/centre.ts'

/** The pollutants, each of which has window, rate and stuck rules; then what is measured and not judged by them. */
export const POLLUTANTS = ['pm25', 'pm10', 'o3', 'co', 'so2', 'no2'] as const
const OTHERS = ['no', 'temp', 'rh', 'pressure'] as const
export const PROPERTIES = [...POLLUTANTS, ...OTHERS]

export const stationName = (index: number): string => `s${index}`

/** Values with one decimal that stay within every range, never stand still and never jump. */
function valueOf(station: number, property: string, at: number): number {
  if (property === 'pressure') return 1000 + (Math.floor(at / MINUTE) % 7)
  return (
    Math.round((20 + ((station * 37) % 100) / 10 + 3 * Math.sin(at / (37 * MINUTE)) + (station % 7) / 10) * 10) / 10
  )
}

/** What `stations` send at one instant, station by station. */
export function readings(stations: number, properties: readonly string[], at: number): ObservationDraft[] {
  return Array.from({ length: stations }, (_, station) =>
    properties.map((property): ObservationDraft => ({
      kind: 'observation',
      asset: stationName(station),
      property,
      at,
      value: valueOf(station, property, at),
    })),
  ).flat()
}

/** The same as request bodies of `rows` each: JSON arrays, or lines of JSON. */
export function bodiesOf(drafts: readonly ObservationDraft[], rows: number, lines: boolean): string[] {
  const wire = drafts.map(({ asset, property, at, value }) => ({
    asset,
    property,
    at: new Date(at).toISOString(),
    value,
  }))
  return Array.from({ length: Math.ceil(wire.length / rows) }, (_, index) => {
    const part = wire.slice(index * rows, (index + 1) * rows)
    return lines ? part.map((row) => JSON.stringify(row)).join('\n') : JSON.stringify(part)
  })
}

/** Describes the stations to the centre, as an administrator does. */
export async function putStations(t: Pick<TestCentre, 'call'>, stations: number): Promise<void> {
  const body = Array.from({ length: stations }, (_, index) => {
    const id = stationName(index)
    return { id, name: id, type: 'air-station', service: 'environment', lat: 12.5 + index / 5000, lon: 108.1 }
  })
  const answer = await t.call('POST', '/api/v1/assets', { body })
  if (answer.body['accepted'] !== (stations as unknown)) throw new Error(JSON.stringify(answer.body).slice(0, 300))
}
