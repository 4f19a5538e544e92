/** Kilometres of one degree of latitude, and of longitude on the equator, on WGS 84 near 13° N. */
const KM_PER_DEGREE_LAT = 110.63
const KM_PER_DEGREE_LON = 111.32

/** A plane in kilometres around a latitude: good to half a percent for a province, where areas and distances matter. */
export interface Projection {
  toKm(lon: number, lat: number): [number, number]
  toDegrees(x: number, y: number): [number, number]
}

export function projectionAt(latitude: number): Projection {
  const kmPerLon = KM_PER_DEGREE_LON * Math.cos((latitude * Math.PI) / 180)
  return {
    toKm: (lon, lat) => [lon * kmPerLon, lat * KM_PER_DEGREE_LAT],
    toDegrees: (x, y) => [x / kmPerLon, y / KM_PER_DEGREE_LAT],
  }
}
