import type { Property } from '#model'

/** The range is what the instrument can truly show: beyond it a value is kept with the quality `range`. */
export const PROPERTIES: readonly Property[] = [
  {
    code: 'template_service_value',
    name: { vi: 'Mức đo', en: 'Level' },
    unit: 'mm',
    min: 0,
    max: 10_000,
    sentinels: [-9999, -999],
    decimals: 1,
    derived: false,
  },
]
