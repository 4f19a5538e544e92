import { defineService } from '#model'
import { airStation } from './air-station.decoder.ts'
import { PROPERTIES } from './properties.ts'
import { PUBLISHED } from './published.ts'
import { RULES } from './rules.ts'
import { vnAqiDaily } from './vn-aqi-day.ts'
import { vnAqiHourly } from './vn-aqi.ts'

export { AQI_LEVELS, type AqiLevel, aqiLevel } from './aqi.ts'
export { AIR_LIMITS, type AirLimit, type Averaging, airLimitsOn } from './limits.ts'

/** Giám sát môi trường: air for now. A trial until real stations, owners and the regulation are on record. */
export const environment = defineService({
  id: 'environment',
  name: { vi: 'Giám sát môi trường', en: 'Environment' },
  lifecycle: 'trial',
  every: 3600,
  grace: 7200,
  assetTypes: [
    { id: 'air-station', name: { vi: 'Trạm quan trắc không khí', en: 'Air quality station' } },
    // Low cost, not a reference: its values are an indication.
    { id: 'air-sensor', name: { vi: 'Cảm biến không khí chi phí thấp', en: 'Low-cost air sensor' } },
  ],
  properties: PROPERTIES,
  eventTypes: [],
  decoders: [
    {
      id: 'air-station',
      name: { vi: 'Tệp trạm tự động (TT 10/2021)', en: 'Automatic station file (TT 10/2021)' },
      decode: airStation,
    },
  ],
  derivations: [vnAqiHourly, vnAqiDaily],
  rules: RULES,
  published: PUBLISHED,
})
