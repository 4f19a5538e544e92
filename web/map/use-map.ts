import { sharpness, useSharpness } from '#web/ui'
import type { FeatureCollection } from 'geojson'
import { type GeoJSONSource, Map as MapLibre, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { addSymbols } from './images.ts'
import { type Colours, mapStyle } from './style.ts'

setWorkerUrl(workerUrl)

/** Room that the buttons, the scale and the folded legend take from the map. */
export const PADDING = { top: 52, right: 24, bottom: 44, left: 24 }
/** A small map is whole beside the inset, which covers more of it. */
export const SMALL_PADDING = { top: 20, right: 112, bottom: 44, left: 12 }

interface Options {
  readonly box: RefObject<HTMLDivElement | null>
  readonly countries: FeatureCollection | undefined
  readonly shapes: FeatureCollection | undefined
  readonly names: Parameters<typeof mapStyle>[0]['names']
  readonly view: { readonly lon: number; readonly lat: number; readonly zoom: number } | undefined
  readonly bounds: [number, number, number, number]
  readonly padding: typeof PADDING
  readonly clusters: boolean
}

/** Makes the map once its data is there. `failed` where the browser has no WebGL. */
export function useMap(options: Options): { map: MapLibre | undefined; failed: boolean } {
  const [map, setMap] = useState<MapLibre>()
  const [failed] = useState(() => !hasWebgl())
  const ready = !failed && options.countries !== undefined && options.shapes !== undefined
  // Read once, when the map is made: afterwards it is the reader who moves it.
  const make = useEffectEvent((colours: Colours): MapLibre | undefined => {
    const { box, countries, shapes, names, view, bounds, padding, clusters } = options
    if (!box.current || !countries || !shapes) return undefined
    return new MapLibre({
      container: box.current,
      style: mapStyle({ countries, shapes, names, colours, clusters }),
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds, fitBoundsOptions: { padding } }),
      minZoom: 3.5,
      maxZoom: 15,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      pixelRatio: sharpness(),
      // What was drawn stays readable: a picture of the page is taken from it.
      canvasContextAttributes: { preserveDrawingBuffer: true },
    })
  })
  const { box } = options
  useEffect(() => {
    const style = getComputedStyle(document.documentElement)
    const colours = (name: string): string => style.getPropertyValue(name).trim()
    const made = ready ? make(colours) : undefined
    if (!made) return undefined
    made.touchZoomRotate.disableRotation()
    made.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-right')
    made.on('idle', () => box.current?.setAttribute('data-map-idle', 'true'))
    made.on('movestart', () => box.current?.setAttribute('data-map-idle', 'false'))
    made.once('load', () => void addSymbols(made, colours).then(() => setMap(made)))
    return () => {
      setMap(undefined)
      made.remove()
    }
  }, [ready, box])
  const sharp = useSharpness()
  useEffect(() => {
    if (map && map.getPixelRatio() !== sharp) map.setPixelRatio(sharp)
  }, [map, sharp])
  return { map, failed }
}

function hasWebgl(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null
}

/** Hands a source new data; a map that is gone takes none. */
export function setData(map: MapLibre | undefined, source: string, data: FeatureCollection): void {
  void (map?.getSource(source) as GeoJSONSource | undefined)?.setData(data)
}
