/** Index values of QĐ 1459/QĐ-TCMT, and for each property the concentrations (µg/m³) that they stand for. */
export const INDEXES = [0, 50, 100, 150, 200, 300, 400, 500] as const

export const BREAKPOINTS = {
  o3: [0, 160, 200, 300, 400, 800, 1000, 1200],
  co: [0, 10_000, 30_000, 45_000, 60_000, 90_000, 120_000, 150_000],
  so2: [0, 125, 350, 550, 800, 1600, 2100, 2630],
  no2: [0, 100, 200, 700, 1200, 2350, 3100, 3850],
  pm10: [0, 50, 150, 250, 350, 420, 500, 600],
  pm25: [0, 25, 50, 80, 150, 250, 350, 500],
} as const satisfies Record<string, readonly number[]>

/** O₃ by its mean of eight hours. The column ends at the index 300: above it only the one-hour column speaks. */
export const O3_EIGHT_HOURS = [0, 100, 120, 170, 210, 400] as const

export type Pollutant = keyof typeof BREAKPOINTS
export const POLLUTANTS = Object.keys(BREAKPOINTS) as readonly Pollutant[]
/** Particles: judged by their NowCast, and without one of them there is no index. */
export const PARTICLES: readonly Pollutant[] = ['pm25', 'pm10']
