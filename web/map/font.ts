import latin from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-500-normal.woff2?url'
import latinExt from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-ext-500-normal.woff2?url'
import vietnamese from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-500-normal.woff2?url'
import type { StyleSpecification } from 'maplibre-gl'

export const FONT = ['Be Vietnam Pro']
const absolute = (path: string): string => new URL(path, location.href).href

/** The house's font for the map, which draws its own letters: all three files, for one alone drops letters. */
export const FACES = {
  'Be Vietnam Pro': [
    {
      url: absolute(vietnamese),
      'unicode-range': [
        'U+0102-0103',
        'U+0110-0111',
        'U+0128-0129',
        'U+0168-0169',
        'U+01A0-01A1',
        'U+01AF-01B0',
        'U+0300-0301',
        'U+0303-0304',
        'U+0308-0309',
        'U+0323',
        'U+1EA0-1EF9',
      ],
    },
    { url: absolute(latinExt), 'unicode-range': ['U+0100-0101', 'U+0104-010F', 'U+0112-0127', 'U+012A-0167'] },
    { url: absolute(latin), 'unicode-range': ['U+0000-00FF', 'U+2013-2014', 'U+2019', 'U+2212'] },
  ],
} as unknown as NonNullable<StyleSpecification['font-faces']>
