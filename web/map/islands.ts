/** Rough places (lon, lat) of islands and reefs of Vietnam in Biển Đông, enough to draw both archipelagos as dots. */
export const HOANG_SA: readonly (readonly [number, number])[] = [
  [111.61, 16.53],
  [111.59, 16.51],
  [111.71, 16.45],
  [111.2, 15.78],
  [112.34, 16.83],
  [112.27, 16.98],
  [112.73, 16.67],
  [111.76, 16.05],
]
export const TRUONG_SA: readonly (readonly [number, number])[] = [
  [111.92, 8.64],
  [114.33, 11.43],
  [114.36, 10.18],
  [114.33, 9.89],
  [114.48, 10.38],
  [114.37, 10.38],
  [114.28, 11.05],
  [112.92, 7.87],
  [113.7, 8.97],
  [112.35, 8.93],
  [114.42, 10.67],
  [115.8, 10.73],
  [115.82, 10.82],
]

/** Where the names stand. */
export const ARCHIPELAGOS = [
  { id: 'hoang-sa', word: 'map.hoang-sa', lon: 112, lat: 16.5, islands: HOANG_SA },
  { id: 'truong-sa', word: 'map.truong-sa', lon: 114, lat: 10, islands: TRUONG_SA },
] as const
export const EAST_SEA = { lon: 111.4, lat: 13.2 } as const
