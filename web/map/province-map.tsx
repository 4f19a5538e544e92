import type { Alert } from '#model'
import { Button, ErrorLine } from '#web/ui'
import { useWords } from '#web/words'
import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson'
import type { Map as MapLibre, MapLayerMouseEvent } from 'maplibre-gl'
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { BoundaryNote } from './boundary-note.tsx'
import { type StationView, alertFeatures, stationFeatures } from './features.ts'
import { Inset } from './inset.tsx'
import { LAYERS, LAYER_IDS, type LayerId } from './layers.ts'
import { Legend } from './legend.tsx'
import './map.css'
import { PADDING, SMALL_PADDING, setData, useMap } from './use-map.ts'
import { useBase } from './use-base.ts'
import { useUnit } from './use-unit.ts'
import { boundsOf, communesOf } from './extent.ts'
import type { MapView } from './view.ts'

export interface Selection {
  readonly kind: 'alert' | 'station'
  readonly id: string
}

interface Props {
  readonly stations: readonly StationView[]
  readonly alerts: readonly Alert[]
  readonly selected: Selection | undefined
  readonly onSelect: (selection: Selection | undefined) => void
  /** Where the map was left, from the address. */
  readonly view: MapView | undefined
  readonly onView: (view: MapView) => void
  /** The code of a unit to show: outlined, and the map goes there unless `view` says where it stands. */
  readonly unit?: string | undefined
  readonly onUnitClose?: () => void
  /** At the end of the map's bar. */
  readonly tools?: ReactNode
  readonly hidden: ReadonlySet<LayerId>
  /** Without it the layers are not the reader's to switch. */
  readonly onHidden?: ((hidden: ReadonlySet<LayerId>) => void) | undefined
  /** A map among other things: its legend is folded, its stations stand for themselves. */
  readonly small?: boolean
}

/** Đắk Lắk before anything is known of its shapes. */
const BOUNDS: [number, number, number, number] = [107.48, 12.16, 109.46, 13.7]

/** The province on flat land, with stations and alerts; everything on it stands in the lists beside it too. */
export function ProvinceMap(props: Props) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { base, shapes } = useBase()
  const bounds = useMemo(() => boundsOf(shapes.data) ?? BOUNDS, [shapes.data])
  const padding = props.small ? SMALL_PADDING : PADDING
  const { map, failed } = useMap({
    box,
    countries: base.data,
    shapes: shapes.data,
    names: { eastSea: t('map.east-sea'), archipelago: t },
    view: props.view,
    bounds,
    padding,
    clusters: !props.small,
  })
  useContents(map, props, shapes.data)
  usePointer(map, props)
  const shown = useUnit(map, shapes.data, props)
  const failure = base.error ?? shapes.error
  return (
    <div className="map">
      <div ref={box} className="map-canvas" role="application" aria-label={t('map.title')} />
      {failed && <p className="map-failed state">{t('map.none')}</p>}
      {failure && (
        <div className="map-failed">
          <ErrorLine error={failure} onRetry={() => void shapes.refetch()} />
        </div>
      )}
      {props.onHidden && (
        <Switches hidden={props.hidden} onHidden={props.onHidden}>
          {shown && (
            <button type="button" className="facet map-unit" onClick={props.onUnitClose}>
              {shown} <span aria-hidden="true">×</span>
              <span className="visually-hidden">{t('map.unit.close')}</span>
            </button>
          )}
          {props.tools}
        </Switches>
      )}
      <div className="map-zoom">
        <Button small aria-label={t('map.zoom-in')} onClick={() => map?.zoomIn()}>
          +
        </Button>
        <Button small aria-label={t('map.zoom-out')} onClick={() => map?.zoomOut()}>
          −
        </Button>
        <Button small onClick={() => map?.fitBounds(bounds, { padding })}>
          {t('map.whole')}
        </Button>
      </div>
      <div className="map-foot">
        <Legend folded={props.small === true} />
        <div className="map-corner">
          {base.data && <Inset countries={base.data} province={middleOf(bounds)} />}
          {shapes.data && <BoundaryNote shapes={shapes.data} />}
        </div>
      </div>
    </div>
  )
}

function Switches({
  hidden,
  onHidden,
  children,
}: Pick<Props, 'hidden'> & { onHidden: (hidden: ReadonlySet<LayerId>) => void; children: ReactNode }) {
  const { t } = useWords()
  return (
    <div className="map-layers" role="toolbar" aria-label={t('map.layers')}>
      {LAYER_IDS.map((layer) => (
        <button
          key={layer}
          type="button"
          className="facet"
          aria-pressed={!hidden.has(layer)}
          onClick={() => {
            const next = new Set(hidden)
            if (!next.delete(layer)) next.add(layer)
            onHidden(next)
          }}
        >
          {t(`map.layer.${layer}`)}
        </button>
      ))}
      {children}
    </div>
  )
}

/** Keeps the map's sources as the lists are. */
function useContents(
  map: MapLibre | undefined,
  { stations, alerts, selected, hidden }: Props,
  shapes: FeatureCollection | undefined,
): void {
  const stationData = useMemo(() => stationFeatures(stations), [stations])
  const alertData = useMemo(() => alertFeatures(alerts), [alerts])
  useEffect(() => setData(map, 'stations', stationData), [map, stationData])
  useEffect(() => setData(map, 'alerts', alertData), [map, alertData])
  useEffect(() => {
    if (shapes) setData(map, 'shapes', shapes)
    setData(map, 'centres', centres(shapes))
  }, [map, shapes])
  useEffect(() => {
    for (const layer of LAYER_IDS)
      for (const id of LAYERS[layer]) map?.setLayoutProperty(id, 'visibility', hidden.has(layer) ? 'none' : 'visible')
  }, [map, hidden])
  useEffect(() => {
    const from = selected?.kind === 'alert' ? alertData : stationData
    const features = from.features.filter((one) => one.properties?.['id'] === selected?.id)
    setData(map, 'selected', { type: 'FeatureCollection', features })
    const at = features[0]?.geometry.coordinates as [number, number] | undefined
    if (map && at && !map.getBounds().contains(at)) map.easeTo({ center: at, duration: 180 })
  }, [map, selected?.kind, selected?.id, alertData, stationData])
}

/** A click chooses, on nothing it clears; a cluster opens; moving is kept in the address. */
function usePointer(map: MapLibre | undefined, props: Props): void {
  const select = useEffectEvent((selection: Selection | undefined) => props.onSelect(selection))
  const view = useEffectEvent((where: MapView) => props.onView(where))
  useEffect(() => {
    if (!map) return undefined
    const layers = ['alert-symbols', 'stations', 'stations-unknown', 'station-clusters']
    const click = (event: MapLayerMouseEvent): void => {
      const found = map.queryRenderedFeatures(event.point, { layers })[0]
      if (!found) return select(undefined)
      if (found.properties['point_count'] !== undefined) {
        const at = (found.geometry as Point).coordinates as [number, number]
        map.easeTo({ center: at, zoom: map.getZoom() + 1.5, duration: 180 })
        return
      }
      const kind = found.layer.id === 'alert-symbols' ? 'alert' : 'station'
      select({ kind, id: String(found.properties['id']) })
    }
    const hover = (event: MapLayerMouseEvent): void => {
      map.getCanvas().style.cursor = map.queryRenderedFeatures(event.point, { layers }).length > 0 ? 'pointer' : ''
    }
    const moved = (event: { originalEvent?: unknown }): void => {
      // Only what the reader moved is kept, not what the page did by itself.
      if (event.originalEvent === undefined) return
      const { lng, lat } = map.getCenter()
      view({ lon: lng, lat, zoom: map.getZoom() })
    }
    map.on('click', click as never)
    map.on('mousemove', hover as never)
    map.on('moveend', moved as never)
    return () => {
      map.off('click', click as never)
      map.off('mousemove', hover as never)
      map.off('moveend', moved as never)
    }
  }, [map])
}

/** Where each commune's name stands: the middle of its largest ring; wards first when there is no room for all. */
function centres(shapes: FeatureCollection | undefined): FeatureCollection {
  const features = communesOf(shapes).map((one): Feature => {
    const rings = (one.geometry as MultiPolygon).coordinates.map((polygon) => polygon[0] ?? [])
    const largest = rings.toSorted((a, b) => b.length - a.length)[0] ?? []
    const mean = (axis: number): number =>
      largest.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / (largest.length || 1)
    const name = String(one.properties?.['name'] ?? '').replace(/^(Phường|Xã) /, '')
    const order = one.properties?.['kind'] === 'ward' ? 0 : 1
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [mean(0), mean(1)] },
      properties: { name, order },
    }
  })
  return { type: 'FeatureCollection', features }
}

function middleOf([west, south, east, north]: [number, number, number, number]): [number, number] {
  return [(west + east) / 2, (south + north) / 2]
}
