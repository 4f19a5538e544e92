import type { Publication } from '#model'
import { AQI_LEVELS } from './aqi.ts'
import { PARTICLES, POLLUTANTS } from './breakpoints.ts'

/**
 * What everybody may see of the air: the indices, and the six pollutants that they are made of, or no proof could be
 * shown. Reference stations only: a low-cost sensor's value is an indication, and people would read it as a verdict.
 */
export const PUBLISHED: readonly Publication[] = [
  {
    id: 'khong-khi',
    name: { vi: 'Chất lượng không khí', en: 'Air quality' },
    assetTypes: ['air-station'],
    properties: [
      { code: 'vn_aqi_h', levels: AQI_LEVELS },
      { code: 'vn_aqi_d', levels: AQI_LEVELS },
      ...[...PARTICLES, ...POLLUTANTS.filter((code) => !PARTICLES.includes(code))].map((code) => ({
        code,
        levels: [],
      })),
    ],
  },
]
