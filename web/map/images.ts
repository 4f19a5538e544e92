import { SEVERITIES } from '#model'
import { severitySvg } from '#web/ui'
import type { Map as MapLibre } from 'maplibre-gl'
import { iconOf } from './features.ts'
import type { Colours } from './style.ts'

const SIZE = 24
const RATIO = 2

/** The symbols of the house as pictures for the map: drawn from the very same shapes as on the lists. */
export async function addSymbols(map: MapLibre, colours: Colours): Promise<void> {
  const pictures: [string, string][] = SEVERITIES.flatMap((severity) =>
    [true, false].map((held): [string, string] => [
      iconOf(severity, held),
      severitySvg(severity, held, colours(`--${severity}`), colours('--surface'), SIZE * RATIO, {
        fill: colours(`--${severity}-fill`),
        glyph: colours(`--${severity}-glyph`),
      }),
    ]),
  )
  pictures.push(['station-unknown', unknownStation(colours('--unknown'), colours('--surface'))])
  await Promise.all(
    pictures.map(async ([name, svg]) => {
      const picture = new Image(SIZE * RATIO, SIZE * RATIO)
      picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
      await picture.decode()
      if (!map.hasImage(name)) map.addImage(name, picture, { pixelRatio: RATIO })
    }),
  )
}

function unknownStation(colour: string, ground: string): string {
  const size = SIZE * RATIO
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="${size}" height="${size}">` +
    `<circle cx="10" cy="10" r="7" fill="${ground}" stroke="${colour}" stroke-width="1.6" stroke-dasharray="2.6 2.2"/>` +
    `<path d="M8 8.2A2 2 0 1 1 10.6 10C10.1 10.2 10 10.6 10 11.2M10 13.2V13.4" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linecap="round"/></svg>`
  )
}
