import type { Unit } from '#model'
import { provinceEdge } from './cells.ts'
import { isCommune, provinceOf } from './level.ts'
import { lighten } from './lighten.ts'
import type { Shape } from './shape.ts'
import type { Area, StoredShape } from './store.ts'

/**
 * The imported shapes of a day with their copies for drawing, thinned together so that neighbours still meet, and the
 * outlines of the provinces whose communes they are. An outline that cannot be computed is left out: it is only a line.
 */
export function drawnShapes(imported: readonly StoredShape[], standing: readonly Unit[]): StoredShape[] {
  const byCode = new Map(standing.map((unit) => [unit.code, unit]))
  const light = lighten(new Map(imported.map((one) => [one.code, one.geometry.coordinates])))
  const communes = imported.flatMap(({ code }) => {
    const unit = byCode.get(code)
    return unit && isCommune(unit) ? [{ province: provinceOf(unit, byCode), shape: light.get(code) as Shape }] : []
  })
  const outlines = [...Map.groupBy(communes, (one) => one.province)].flatMap(([code, own]): StoredShape[] => {
    const province = byCode.get(code)
    const edge = province ? edgeOf(own.map((one) => one.shape)) : []
    if (!province || edge.length === 0) return []
    return [{ code, valid_from: province.valid_from, origin: 'outline', geometry: areaOf(edge) }]
  })
  return [...imported.map((one) => ({ ...one, drawn: areaOf(light.get(one.code) as Shape) })), ...outlines]
}

function areaOf(coordinates: Shape): Area {
  return { type: 'MultiPolygon', coordinates }
}

/** The library gives up on some lines that cross themselves. */
function edgeOf(shapes: readonly Shape[]): Shape {
  try {
    return provinceEdge(shapes)
  } catch {
    return []
  }
}
