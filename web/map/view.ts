/** Where a map stands: its middle in degrees (WGS 84) and its zoom. */
export interface MapView {
  readonly lon: number
  readonly lat: number
  readonly zoom: number
}

/** `?ban-do=lon,lat,zoom` of an address; undefined for what is no place. */
export function readView(text: string | undefined): MapView | undefined {
  const [lon, lat, zoom] = (text ?? '').split(',').map(Number)
  if (lon === undefined || lat === undefined || zoom === undefined) return undefined
  return [lon, lat, zoom].every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 180
    ? { lon, lat, zoom }
    : undefined
}
export function writeView({ lon, lat, zoom }: MapView): string {
  return `${lon.toFixed(4)},${lat.toFixed(4)},${zoom.toFixed(2)}`
}
