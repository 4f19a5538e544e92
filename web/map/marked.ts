import type { LayerSpecification } from 'maplibre-gl'

/** Colours by the name of their CSS variable. */
export type Colours = (name: string) => string

/** The unit that was looked for. */
export function unit(c: Colours): LayerSpecification[] {
  return [
    { id: 'unit-fill', type: 'fill', source: 'unit', paint: { 'fill-color': c('--accent'), 'fill-opacity': 0.16 } },
    { id: 'unit-line', type: 'line', source: 'unit', paint: { 'line-color': c('--accent'), 'line-width': 2.5 } },
  ]
}

/** What is chosen in the lists. */
export function selection(c: Colours): LayerSpecification[] {
  return [
    {
      id: 'selected',
      type: 'circle',
      source: 'selected',
      paint: {
        'circle-radius': 18,
        'circle-color': 'transparent',
        'circle-stroke-color': c('--accent'),
        'circle-stroke-width': 2.5,
      },
    },
  ]
}
