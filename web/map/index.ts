export { type StationView, stationViews } from './features.ts'
export { PrintedMap } from './printed-map.tsx'
export { readHidden } from './layers.ts'
export { type MapView, ProvinceMap, type Selection } from './province-map.tsx'
