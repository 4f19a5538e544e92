/** Layers that a reader may switch, with the layers of the style that make each. */
export const LAYERS = {
  communes: ['communes', 'commune-lines'],
  names: ['names'],
  stations: ['station-clusters', 'station-counts', 'stations', 'station-numbers', 'stations-unknown'],
  alerts: ['alert-symbols', 'alert-counts'],
} as const
export type LayerId = keyof typeof LAYERS
export const LAYER_IDS = Object.keys(LAYERS) as LayerId[]

/** `?tat=names,alerts` in the address: the layers that are off. */
export function readHidden(text: string | undefined): ReadonlySet<LayerId> {
  return new Set((text ?? '').split(',').filter((one): one is LayerId => one in LAYERS))
}
