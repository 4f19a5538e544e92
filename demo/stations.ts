import { type Measured, POLLUTANTS, WEATHER } from './day.ts'

/** How a demonstration station sends: the three doors of the centre. */
export type Wire = 'mqtt' | 'http' | 'file'

export interface Station {
  readonly id: string
  readonly name: string
  readonly lat: number
  readonly lon: number
  readonly wire: Wire
  /** PM2.5 of a calm day here, µg/m³. */
  readonly base: number
  readonly type?: 'air-station' | 'air-sensor'
  /** What it measures; the six pollutants unless said otherwise. */
  readonly measures?: readonly Measured[]
  /** Days until its calibration is due; negative when that day has passed. */
  readonly calibration?: number
}

const STATION: readonly Measured[] = [...POLLUTANTS, ...WEATHER]
const WITH_AIR: readonly Measured[] = [...POLLUTANTS, 'temp', 'rh', 'pressure']
const SENSOR: readonly Measured[] = ['pm25', 'pm10', 'temp', 'rh']

/** Invented stations near the centres of real communes. Places are facts of the units table; readings are not. */
export const STATIONS: readonly Station[] = [
  {
    id: 'td-buon-ma-thuot',
    name: 'Trạm Buôn Ma Thuột',
    lat: 12.689,
    lon: 108.038,
    wire: 'mqtt',
    base: 34,
    measures: STATION,
    calibration: 210,
  },
  { id: 'td-tan-lap', name: 'Trạm Tân Lập', lat: 12.668, lon: 108.089, wire: 'mqtt', base: 27 },
  { id: 'td-ea-kao', name: 'Trạm Ea Kao', lat: 12.612, lon: 108.046, wire: 'mqtt', base: 19 },
  {
    id: 'td-ea-sup',
    name: 'Trạm Ea Súp',
    lat: 13.07,
    lon: 107.886,
    wire: 'mqtt',
    base: 48,
    measures: STATION,
    calibration: 95,
  },
  { id: 'td-buon-don', name: 'Trạm Buôn Đôn', lat: 12.9, lon: 107.79, wire: 'mqtt', base: 22 },
  { id: 'td-krong-nang', name: 'Trạm Krông Năng', lat: 12.968, lon: 108.341, wire: 'mqtt', base: 15, calibration: -12 },
  { id: 'td-ea-kar', name: 'Trạm Ea Kar', lat: 12.806, lon: 108.452, wire: 'http', base: 29 },
  {
    id: 'td-krong-pac',
    name: 'Trạm Krông Pắc',
    lat: 12.7,
    lon: 108.305,
    wire: 'http',
    base: 39,
    measures: STATION,
    calibration: 160,
  },
  { id: 'td-m-drak', name: "Trạm M'Drắk", lat: 12.79, lon: 108.726, wire: 'http', base: 12 },
  { id: 'td-lien-son-lak', name: 'Trạm Liên Sơn Lắk', lat: 12.41, lon: 108.18, wire: 'http', base: 17 },
  { id: 'td-song-hinh', name: 'Trạm Sông Hinh', lat: 12.937, lon: 108.895, wire: 'http', base: 14 },
  { id: 'td-song-cau', name: 'Trạm Sông Cầu', lat: 13.457, lon: 109.221, wire: 'http', base: 11, measures: STATION },
  { id: 'DL_TRINHDIEN_KHI001', name: 'Trạm Buôn Hồ', lat: 12.9, lon: 108.266, wire: 'file', base: 24 },
  {
    id: 'DL_TRINHDIEN_KHI002',
    name: 'Trạm Tuy Hòa',
    lat: 13.088,
    lon: 109.303,
    wire: 'file',
    base: 21,
    measures: WITH_AIR,
    calibration: 300,
  },
  {
    id: 'td-cam-bien-tan-an',
    name: 'Cảm biến Tân An',
    lat: 12.712,
    lon: 108.07,
    wire: 'mqtt',
    base: 31,
    type: 'air-sensor',
    measures: SENSOR,
  },
  {
    id: 'td-cam-bien-hoa-phu',
    name: 'Cảm biến Hòa Phú',
    lat: 12.6,
    lon: 107.93,
    wire: 'http',
    base: 26,
    type: 'air-sensor',
    measures: SENSOR,
  },
]

/** The one whose fields burn: its readings come through MQTT. */
export const SMOKE = 'td-ea-sup'
/** The one that stopped some hours before the day begins. */
export const SILENT = 'td-lien-son-lak'
