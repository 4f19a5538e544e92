/** Vietnam lies west to east of longitude 102 and south of latitude 24: a latitude like that is a longitude. */
const LEAST_LONGITUDE = 100

/** Whether two numbers are a place with its latitude and longitude exchanged. */
export function swapped(lat: number, lon: number): boolean {
  return lat >= LEAST_LONGITUDE && Math.abs(lon) <= 30
}
