import { Day, type Unit } from '#model'
import type { Sql } from '#platform/database'
import { z } from 'zod'
import { provinceEdge } from './cells.ts'
import { type Register, registerOn } from './register.ts'
import { type Shape, boxOf, roundShape } from './shape.ts'

const Degrees = z.tuple([z.number(), z.number()])

/** GeoJSON (RFC 7946) of the units of a day: lon before lat, five decimals. The feature `edge` is the whole province. */
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
          kind: z.enum(['province', 'ward', 'commune']),
          valid_from: Day,
          approximate: z.boolean(),
        }),
        geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Degrees))) }),
      }),
    ),
  })
  .meta({ id: 'UnitShapes' })
export type UnitShapes = z.infer<typeof UnitShapes>

const drawn = new WeakMap<Register, UnitShapes>()
const written = new WeakMap<UnitShapes, Buffer>()

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

/** The same as JSON, written once as well: every screen asks for it, and it is long. */
export async function shapesText(db: Sql, day: string): Promise<Buffer> {
  const collection = await shapes(db, day)
  let text = written.get(collection)
  if (!text) {
    text = Buffer.from(JSON.stringify(collection))
    written.set(collection, text)
  }
  return text
}

function collect(register: Register): UnitShapes {
  const { approximate, places, provinceUnit } = register
  const features = places.map(({ unit, shape }) => featureOf(unit.id, unit, roundShape(shape), approximate))
  const edge = register.province
    ? roundShape(register.province.shape)
    : provinceEdge(places.map((place) => place.shape))
  if (provinceUnit && edge.length > 0) features.push(featureOf('edge', provinceUnit, edge, approximate))
  if (features.length === 0) return { type: 'FeatureCollection', features }
  const bbox = boxOf(features.flatMap((feature) => feature.geometry.coordinates))
  return { type: 'FeatureCollection', bbox, features }
}

function featureOf(id: string, unit: Unit, coordinates: Shape, approximate: boolean): UnitShapes['features'][number] {
  const { code, name, kind, valid_from } = unit
  return {
    type: 'Feature',
    id,
    properties: { code, name, kind, valid_from, approximate },
    geometry: { type: 'MultiPolygon', coordinates },
  }
}
