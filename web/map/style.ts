import type { Feature, FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { FACES, FONT } from './font.ts'
import { ARCHIPELAGOS, EAST_SEA } from './islands.ts'
import { type Colours, selection, unit } from './marked.ts'

export type { Colours }

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Everything that is drawn, lowest first: land, communes, stations, alerts, then Vietnam's islands above all base maps. */
export function mapStyle(of: {
  countries: FeatureCollection
  shapes: FeatureCollection
  names: { readonly eastSea: string; readonly archipelago: (word: 'map.hoang-sa' | 'map.truong-sa') => string }
  colours: Colours
  /** Near stations as one ring with their count; else each for itself, the worst on top. */
  clusters: boolean
}): StyleSpecification {
  const { colours: c } = of
  return {
    version: 8,
    'font-faces': FACES,
    sources: {
      countries: { type: 'geojson', data: of.countries },
      shapes: { type: 'geojson', data: of.shapes },
      centres: { type: 'geojson', data: EMPTY },
      stations: {
        type: 'geojson',
        data: EMPTY,
        cluster: of.clusters,
        clusterRadius: 22,
        clusterMaxZoom: 9,
        clusterProperties: { worst: ['max', ['get', 'worst']] },
      },
      alerts: {
        type: 'geojson',
        data: EMPTY,
        cluster: true,
        clusterRadius: 18,
        clusterMaxZoom: 10,
        clusterProperties: { rank: ['max', ['get', 'rank']] },
      },
      selected: { type: 'geojson', data: EMPTY },
      unit: { type: 'geojson', data: EMPTY },
      islands: { type: 'geojson', data: islands(of.names) },
    },
    layers: [
      ...land(c),
      ...communes(c),
      ...unit(c),
      ...stations(c, of.clusters),
      ...alerts(c),
      ...selection(c),
      ...seaAndIslands(c),
    ],
  }
}

function islands(names: {
  eastSea: string
  archipelago: (word: 'map.hoang-sa' | 'map.truong-sa') => string
}): FeatureCollection {
  const at = (lon: number, lat: number, properties: Record<string, string>): Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties,
  })
  return {
    type: 'FeatureCollection',
    features: [
      at(EAST_SEA.lon, EAST_SEA.lat, { kind: 'sea', name: names.eastSea }),
      ...ARCHIPELAGOS.flatMap(({ word, lon, lat, islands: dots }) => [
        at(lon, lat, { kind: 'name', name: names.archipelago(word) }),
        ...dots.map(([x, y]) => at(x, y, { kind: 'island' })),
      ]),
    ],
  }
}

function land(c: Colours): LayerSpecification[] {
  const vietnam: ExpressionSpecification = ['boolean', ['get', 'vietnam'], false]
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': c('--sea') } },
    {
      id: 'land',
      type: 'fill',
      source: 'countries',
      paint: { 'fill-color': ['case', vietnam, c('--land'), c('--land-out')], 'fill-antialias': true },
    },
    { id: 'frontiers', type: 'line', source: 'countries', paint: { 'line-color': c('--border'), 'line-width': 1 } },
  ]
}

function communes(c: Colours): LayerSpecification[] {
  const commune: ExpressionSpecification = ['!=', ['get', 'kind'], 'province']
  return [
    {
      id: 'communes',
      type: 'fill',
      source: 'shapes',
      filter: commune,
      paint: { 'fill-color': c('--raised'), 'fill-opacity': 0.75 },
    },
    {
      id: 'commune-lines',
      type: 'line',
      source: 'shapes',
      filter: commune,
      paint: { 'line-color': c('--border'), 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.5, 10, 1.2] },
    },
    {
      id: 'edge',
      type: 'line',
      source: 'shapes',
      filter: ['==', ['get', 'kind'], 'province'],
      paint: { 'line-color': c('--border-province'), 'line-width': 1.6 },
    },
    {
      id: 'names',
      type: 'symbol',
      source: 'centres',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 7, 11, 11, 14],
        'text-padding': 6,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'text-color': c('--text2'), 'text-halo-color': c('--land'), 'text-halo-width': 2 },
    },
  ]
}

const SINGLE: ExpressionSpecification = ['!', ['has', 'point_count']]
const CLUSTER: ExpressionSpecification = ['has', 'point_count']

function stations(c: Colours, clusters: boolean): LayerSpecification[] {
  return [
    {
      id: 'station-clusters',
      type: 'circle',
      source: 'stations',
      filter: CLUSTER,
      paint: {
        'circle-radius': 13,
        'circle-color': c('--surface'),
        'circle-stroke-color': c('--text2'),
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'station-counts',
      type: 'symbol',
      source: 'stations',
      filter: CLUSTER,
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': FONT,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': c('--text') },
    },
    {
      id: 'stations',
      type: 'circle',
      source: 'stations',
      filter: ['all', SINGLE, ['!', ['get', 'unknown']]],
      layout: { 'circle-sort-key': ['get', 'worst'] },
      paint: {
        'circle-radius': ['step', ['get', 'worst'], 9, 51, 11, 101, 13],
        'circle-color': ['get', 'fill'],
        'circle-stroke-color': c('--aqi-edge') || ['get', 'ring'],
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'station-numbers',
      type: 'symbol',
      source: 'stations',
      filter: ['all', SINGLE, ['!', ['get', 'unknown']]],
      layout: {
        'text-field': ['get', 'number'],
        'text-font': FONT,
        'text-size': 11,
        // Without clusters circles lie over each other: the number is the worst one's, whose circle is on top.
        'text-allow-overlap': clusters,
        'symbol-sort-key': ['-', ['get', 'worst']],
      },
      paint: { 'text-color': ['get', 'on'] },
    },
    {
      id: 'stations-unknown',
      type: 'symbol',
      source: 'stations',
      filter: ['all', SINGLE, ['get', 'unknown']],
      layout: { 'icon-image': 'station-unknown', 'icon-allow-overlap': true },
    },
  ]
}

/** A cluster shows how many, and the most urgent of them at its shoulder. */
function alerts(c: Colours): LayerSpecification[] {
  const shown: ExpressionSpecification = [
    'match',
    ['get', 'rank'],
    9,
    'alert-critical-open',
    8,
    'alert-critical-held',
    7,
    'alert-high-open',
    6,
    'alert-high-held',
    5,
    'alert-medium-open',
    4,
    'alert-medium-held',
    3,
    'alert-low-open',
    'alert-low-held',
  ]
  return [
    {
      id: 'alert-symbols',
      type: 'symbol',
      source: 'alerts',
      layout: {
        'icon-image': shown,
        'icon-allow-overlap': true,
        'icon-offset': [0, -22],
        'symbol-sort-key': ['get', 'rank'],
      },
    },
    {
      id: 'alert-counts',
      type: 'symbol',
      source: 'alerts',
      filter: CLUSTER,
      layout: {
        'text-field': ['concat', '×', ['get', 'point_count']],
        'text-font': FONT,
        'text-size': 12,
        'text-offset': [1.6, -1.9],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': c('--text'), 'text-halo-color': c('--land'), 'text-halo-width': 2 },
    },
  ]
}

function seaAndIslands(c: Colours): LayerSpecification[] {
  return [
    {
      id: 'islands',
      type: 'circle',
      source: 'islands',
      filter: ['==', ['get', 'kind'], 'island'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 3, 1.6, 8, 4],
        'circle-color': c('--border-province'),
        'circle-stroke-color': c('--text2'),
        'circle-stroke-width': 0.5,
      },
    },
    {
      id: 'island-names',
      type: 'symbol',
      source: 'islands',
      filter: ['==', ['get', 'kind'], 'name'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12,
        'text-offset': [0, -1.4],
        'text-allow-overlap': true,
        'text-max-width': 12,
      },
      paint: { 'text-color': c('--text'), 'text-halo-color': c('--sea'), 'text-halo-width': 2 },
    },
    {
      id: 'sea-name',
      type: 'symbol',
      source: 'islands',
      filter: ['==', ['get', 'kind'], 'sea'],
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 13 },
      paint: { 'text-color': c('--accent'), 'text-halo-color': c('--sea'), 'text-halo-width': 2 },
    },
  ]
}
