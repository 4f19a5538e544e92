/** A tile of the web's map: zoom, column from the west, row from the north. */
export interface TilePlace {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Deeper than any map is drawn. */
export const MOST_ZOOM = 24
/** Just before the far edge of the map. */
const LAST = 1 - 2 ** -40

/**
 * Web Mercator (EPSG:3857) as shares of the map's side, from its north-west corner. What lies beyond the square, about the
 * poles, is taken to its edge.
 */
export function shareOf(lat: number, lon: number): { x: number; y: number } {
  const sine = Math.sin((lat * Math.PI) / 180)
  const within = (share: number): number => Math.max(0, Math.min(LAST, share))
  return { x: within(lon / 360 + 0.5), y: within(0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) }
}

/** Undefined when there is no such tile. */
export function tilePlace(z: number, x: number, y: number): TilePlace | undefined {
  const side = 2 ** z
  return z <= MOST_ZOOM && x < side && y < side ? { z, x, y } : undefined
}
