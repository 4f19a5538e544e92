import { aqiLevel } from '#services/environment'
import type { ExportTable } from '#web/export'
import type { StationView } from '#web/map'
import type { useWords } from '#web/words'

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say'>

/** The stations of the map, worst air first, as they are handed out. An AQI that no longer speaks for the present is empty. */
export function stationRows(stations: readonly StationView[], { t, say }: Words): ExportTable {
  return {
    name: t('list.stations'),
    title: t('list.stations'),
    notes: [t('list.stations.hint')],
    columns: [
      { title: t('print.station'), kind: 'text' },
      { title: 'VN_AQI', kind: 'number', decimals: 0 },
      { title: t('print.level'), kind: 'text' },
      { title: t('print.measured-at'), kind: 'time' },
      { title: t('station.lat'), kind: 'number', decimals: 5 },
      { title: t('station.lon'), kind: 'number', decimals: 5 },
      { title: t('station.id'), kind: 'text' },
    ],
    rows: stations.map(({ asset, aqi, unknown, lastAt }) => [
      asset.name,
      unknown ? null : aqi,
      unknown || aqi === null ? null : say(aqiLevel(aqi).name),
      lastAt,
      asset.lat,
      asset.lon,
      asset.id,
    ]),
  }
}
