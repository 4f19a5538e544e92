import { Day, Unit } from '#model'
import type { Sql } from '#platform/database'
import { z } from 'zod'
import { type Register, registerOn } from './register.ts'
import { type Shape, boxOf, roundShape } from './shape.ts'

const Degrees = z.tuple([z.number(), z.number()])

/**
 * GeoJSON (RFC 7946) of the communes of a day as they are drawn: lon before lat, five decimals. The feature `edge` is the
 * whole province (of a second one, `edge-CODE`). Foreign members say what the boundaries are worth.
 */
export const UnitShapes = z
  .object({
    type: z.literal('FeatureCollection'),
    bbox: z.array(z.number()).length(4).optional(),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: z.string(),
        properties: z.object({
          code: z.string(),
          name: z.string(),
          kind: Unit.shape.kind,
          valid_from: Day,
          approximate: z.boolean(),
        }),
        geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Degrees))) }),
      }),
    ),
    maps: z.array(z.object({ source: z.string(), day: Day })).meta({ description: 'Imported maps that are shown' }),
    since: Day.nullable().meta({ description: 'The day since which these units stand; null without any' }),
    without: z
      .array(z.string())
      .meta({ description: 'Names of units that have no boundary, because their map lacks it' }),
  })
  .meta({ id: 'UnitShapes' })
export type UnitShapes = z.infer<typeof UnitShapes>

const drawn = new WeakMap<Register, UnitShapes>()

/** The shapes that stand on `day`, as they are drawn on a map. Made once for each version of the register. */
export async function shapes(db: Sql, day: string): Promise<UnitShapes> {
  const register = await registerOn(db, day)
  let collection = drawn.get(register)
  if (!collection) {
    collection = collect(register)
    drawn.set(register, collection)
  }
  return collection
}

function collect({ places, edges, without }: Register): UnitShapes {
  const features = places.map((place) => featureOf(place.unit.id, place, roundShape(place.drawn)))
  edges.forEach((edge, index) =>
    features.push(featureOf(index === 0 ? 'edge' : `edge-${edge.unit.code}`, edge, roundShape(edge.shape))),
  )
  const maps = new Map(places.flatMap(({ map }) => (map ? [[map.id, { source: map.source, day: map.day }]] : [])))
  return {
    type: 'FeatureCollection',
    ...(features.length === 0 ? {} : { bbox: boxOf(features.flatMap((feature) => feature.geometry.coordinates)) }),
    features,
    maps: [...maps.values()],
    since: places.reduce<string | null>(
      (day, { unit }) => (day && day > unit.valid_from ? day : unit.valid_from),
      null,
    ),
    without: without.map((unit) => unit.name),
  }
}

function featureOf(
  id: string,
  of: { readonly unit: Unit; readonly approximate: boolean },
  coordinates: Shape,
): UnitShapes['features'][number] {
  const { code, name, kind, valid_from } = of.unit
  return {
    type: 'Feature',
    id,
    properties: { code, name, kind, valid_from, approximate: of.approximate },
    geometry: { type: 'MultiPolygon', coordinates },
  }
}
