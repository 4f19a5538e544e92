import { Day, Instant, PageQuery, Problem, Unit, pageOf, localDay } from '#model'
import type { Shared } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listUnits } from './list-units.ts'
import { locate } from './locate.ts'
import { UnitShapes, shapesText } from './shapes.ts'
import { unitAt } from './unit-at.ts'

/** A day, or an instant that stands for its day in Vietnam. */
const At = z.union([Day, Instant]).meta({ description: 'Day or RFC 3339 time; today unless given' })
/** Written digits only: an empty parameter is a mistake, not the point 0. */
const Degrees = z
  .string()
  .refine((text) => /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text), 'not decimal degrees')
  .meta({ type: 'number', description: 'Decimal degrees, WGS 84' })
  .transform(Number)

/** Units are facts of public law: every reader sees all of them, whatever agency or service they are bound to. */
export function territoryRoutes(shared: Pick<Shared, 'db' | 'clock'>) {
  const dayOf = (at: string | undefined): string => {
    if (at === undefined) return localDay(shared.clock.now())
    return Day.safeParse(at).success ? at : localDay(Date.parse(at))
  }
  return async function routes(app: FastifyInstance): Promise<void> {
    unitRoutes(app, shared, dayOf)
    placeRoutes(app, shared, dayOf)
  }
}

type DayOf = (at: string | undefined) => string

function unitRoutes(plain: FastifyInstance, shared: Pick<Shared, 'db'>, dayOf: DayOf): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/units',
    config: { permission: 'read' },
    schema: {
      tags: ['units'],
      summary: 'Administrative units of a day, found by name with or without marks, or by code',
      querystring: PageQuery.extend({ at: At.optional(), q: z.string().max(200).optional() }),
      response: { 200: pageOf(Unit) },
    },
    handler: ({ query }) => listUnits(shared.db, { ...query, at: dayOf(query.at) }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/units/:id',
    config: { permission: 'read' },
    schema: {
      tags: ['units'],
      summary: 'One unit: `code` as it is today, `code@yyyy-MM-dd` as it was then',
      params: z.object({ id: z.string().max(100) }),
      response: { 200: Unit },
    },
    handler: async ({ params }) => {
      const unit = await unitAt(shared.db, params.id, dayOf(undefined))
      if (!unit) throw new Problem('not_found')
      return unit
    },
  })
}

function placeRoutes(plain: FastifyInstance, shared: Pick<Shared, 'db'>, dayOf: DayOf): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/units/locate',
    config: { permission: 'read' },
    schema: {
      tags: ['units'],
      summary: 'The ward or commune of a point; `approximate` when no surveyed boundary says so',
      querystring: z.object({ lat: Degrees, lon: Degrees, at: At.optional() }),
      response: { 200: z.object({ unit: Unit, approximate: z.boolean() }) },
    },
    handler: async ({ query }) => {
      refuseWrongPlace(query.lat, query.lon)
      const found = await locate(shared.db, query.lat, query.lon, dayOf(query.at))
      if (!found) throw new Problem('not_found', { detail: 'no unit holds this point' })
      return found
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/units/shapes',
    config: { permission: 'read' },
    schema: {
      tags: ['units'],
      summary: 'Boundaries of the units of a day as GeoJSON; `approximate` ones are drawn from centre points',
      querystring: z.object({ at: At.optional() }),
      response: { 200: UnitShapes },
    },
    handler: async ({ query }, reply) => {
      const text = await shapesText(shared.db, dayOf(query.at))
      // Written already; the type is that of what it says.
      return reply.type('application/json; charset=utf-8').send(text as unknown as UnitShapes)
    },
  })
}

/** Vietnam lies east of 102° E and south of 24° N: a latitude beyond 90 beside a small longitude is the longitude. */
function refuseWrongPlace(lat: number, lon: number): void {
  if (Math.abs(lat) > 90) {
    const detail = Math.abs(lon) <= 90 ? 'coordinates_swapped: lat and lon seem to be swapped' : 'lat is -90 to 90'
    throw new Problem('invalid', { pointer: '/lat', detail })
  }
  if (Math.abs(lon) > 180) throw new Problem('invalid', { pointer: '/lon', detail: 'lon is -180 to 180' })
}
