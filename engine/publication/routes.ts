import { Instant, MINUTE, ObservationProof, PublicFigures, PublicHistory } from '#model'
import type { Ctx, Shared } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jsonRoute, sheetRoute } from './answer-routes.ts'
import { BOUNDS, type Counter, openCounter } from './counter.ts'
import { publicationsOf } from './find.ts'
import { keepAnswers } from './keep.ts'
import { PublicPlaces, publicPlaces } from './places.ts'
import { figuresSheet, historySheet, sheetName } from './sheet.ts'

/** Units change by law, some times in a generation. */
const PLACES_CACHE = 'public, max-age=3600'

const Station = z.object({ asset: z.string().min(1).max(200).meta({ description: 'Id of a public station' }) })
const Hours = Station.extend({
  hours: z.enum(['24', '48', '72']).default('48').meta({ description: 'How many hours back' }),
})
const ProofQuery = Station.extend({
  property: z.string().min(1).max(80),
  at: z
    .string()
    .max(40)
    .meta({ description: `${Instant.meta()?.description}: a moment of the hour or day` }),
})

/**
 * The public pages' data, read by strangers: one set of addresses for each publication of the services. Every answer is
 * bounded, is made once per few seconds however many ask, and is the same for whoever asks.
 */
export function publicationRoutes(live: Shared & Pick<Ctx, 'services'>) {
  return async function routes(app: FastifyInstance): Promise<void> {
    for (const published of publicationsOf(live.services)) {
      const counter = openCounter(live, published)
      figureRoutes(app, counter)
      hourRoutes(app, counter)
      dayRoutes(app, counter)
      proofRoute(app, counter)
    }
    placesRoute(app, live)
  }
}

function figureRoutes(plain: FastifyInstance, counter: Counter): void {
  const { id, name } = counter.published.publication
  jsonRoute(plain, `${id}.json`, {
    summary: `${name.en}: the newest public figures of every station`,
    query: z.object({}),
    answer: PublicFigures,
    make: (ctx) => counter.figures(ctx),
  })
  sheetRoute(plain, `${id}.csv`, {
    summary: `${name.en}: the newest public figures, a row for each station and property`,
    query: z.object({}),
    make: (ctx) => counter.figures(ctx),
    sheet: figuresSheet,
    name: (answer) => sheetName(answer),
  })
}

function hourRoutes(plain: FastifyInstance, counter: Counter): void {
  const { id, name } = counter.published.publication
  const summary = `${name.en}: the last 24, 48 or 72 hours of a station; a missing hour is null`
  const make = (ctx: Ctx, query: z.infer<typeof Hours>) => counter.history(ctx, query.asset, Number(query.hours))
  jsonRoute(plain, `${id}/theo-gio.json`, { summary, query: Hours, answer: PublicHistory, make })
  sheetRoute(plain, `${id}/theo-gio.csv`, {
    summary,
    query: Hours,
    make,
    sheet: historySheet,
    name: (answer) => sheetName(answer, '-theo-gio'),
  })
}

function dayRoutes(plain: FastifyInstance, counter: Counter): void {
  const { id, name } = counter.published.publication
  const summary = `${name.en}: the last 30 days of a station that are over; a missing day is null`
  const make = (ctx: Ctx, query: z.infer<typeof Station>) => counter.history(ctx, query.asset, 'days')
  jsonRoute(plain, `${id}/theo-ngay.json`, { summary, query: Station, answer: PublicHistory, make })
  sheetRoute(plain, `${id}/theo-ngay.csv`, {
    summary,
    query: Station,
    make,
    sheet: historySheet,
    name: (answer) => sheetName(answer, '-theo-ngay'),
  })
}

function proofRoute(plain: FastifyInstance, counter: Counter): void {
  const { id, name } = counter.published.publication
  jsonRoute(plain, `${id}/bang-chung.json`, {
    summary: `${name.en}: how a public derived value came about; \`sources\` names who provides the data`,
    query: ProofQuery,
    answer: ObservationProof,
    make: (ctx, query) => counter.proof(ctx, query),
  })
}

function placesRoute(plain: FastifyInstance, live: Shared): void {
  const keep = keepAnswers<z.infer<typeof PublicPlaces>>({ ...BOUNDS, clock: live.clock, fresh: MINUTE })
  jsonRoute(plain, 'don-vi.json', {
    summary: 'Communes and wards with their centre points',
    query: z.object({}),
    answer: PublicPlaces,
    make: () => keep('places', () => publicPlaces(live)),
    cache: PLACES_CACHE,
  })
}
