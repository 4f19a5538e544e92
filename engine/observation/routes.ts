import {
  Aggregate,
  Code,
  DAY,
  HOUR,
  IngestAnswer,
  LatestObservation,
  MINUTE,
  Observation,
  ObservationBucket,
  ObservationInput,
  PageQuery,
  Problem,
  Series,
  pageOf,
} from '#model'
import { once, parseQuery, queryInstant, setAside } from '#engine/intake'
import { ensureSource } from '#engine/source'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { propertyOf } from './accept.ts'
import { aggregate, history } from './history.ts'
import { ingest } from './ingest.ts'
import { latest } from './latest.ts'
import { selectSeries } from './store.ts'

/** Where a pushed body came from, as its quarantined rows tell it. */
const PUSHED = 'POST /api/v1/observations'
const Name = z.string().min(1).max(200)
/** As often as a reader wants to see side by side. */
const Names = z.union([Name, z.array(Name).min(1).max(200)])
const HistoryQuery = PageQuery.extend({
  asset: Names.meta({ description: 'Several, repeated, with `step` only' }),
  property: Names.meta({ description: 'Several, repeated, with `step` only' }),
  from: z.string().optional().meta({ description: 'RFC 3339 with zone; default a day before `to`' }),
  to: z.string().optional().meta({ description: 'RFC 3339 with zone, exclusive; default now' }),
  step: z
    .string()
    .regex(/^\d{1,3}[mhd]$/)
    .optional()
    .meta({ description: '15m, 1h, 1d: fold into buckets' }),
  aggregate: Aggregate.default('mean'),
})
const UNIT_MS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY }

export async function observationRoutes(plain: FastifyInstance): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  ingestRoute(app)
  app.route({
    method: 'GET',
    url: '/api/v1/observations/latest',
    config: { permission: 'read' },
    schema: {
      tags: ['observations'],
      summary: 'The newest value of each series',
      querystring: PageQuery.extend({ service: Name.optional(), asset: Name.optional(), property: Name.optional() }),
      response: { 200: pageOf(LatestObservation) },
    },
    handler: (request) => latest(request.ctx, request.query, request.caller.scope, request.query),
  })
  historyRoute(app)
  seriesRoute(app)
}

function historyRoute(plain: FastifyInstance): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/observations',
    config: { permission: 'read' },
    schema: {
      tags: ['observations'],
      summary: 'Raw values, or with `step` unflagged values folded per bucket of local time',
      querystring: HistoryQuery,
      response: { 200: z.union([pageOf(Observation), pageOf(ObservationBucket)]) },
    },
    handler: (request) => {
      const { step, limit, cursor, ...query } = request.query
      const to = queryInstant(query.to, 'to') ?? request.ctx.clock.now()
      const from = queryInstant(query.from, 'from') ?? to - DAY
      const [assets, properties] = [[query.asset].flat(), [query.property].flat()]
      const { scope } = request.caller
      if (step === undefined) {
        const span = { asset: only(assets, 'asset'), property: only(properties, 'property'), from, to }
        return history(request.ctx, span, scope, { limit, cursor })
      }
      const ms = Number.parseInt(step, 10) * (UNIT_MS[step.at(-1) as string] as number)
      if (ms === 0) throw new Problem('invalid', { pointer: '/step' })
      const spans = { assets, properties, from, to }
      return aggregate(request.ctx, spans, { step: ms, aggregate: query.aggregate }, scope, { limit, cursor })
    },
  })
}

function ingestRoute(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/observations',
    config: { permission: 'ingest' },
    validatorCompiler: parseQuery,
    schema: {
      tags: ['observations'],
      summary: 'Store observations; answered after the commit. Rejected rows wait in the quarantine of their source',
      querystring: z.object({ source: Code.optional() }),
      headers: z.object({ 'idempotency-key': z.string().max(200).optional() }),
      body: z.array(ObservationInput),
      response: { 200: IngestAnswer },
    },
    handler: async (request) => {
      const source = await ensureSource(request.ctx, request.caller, request.query.source)
      const key = request.headers['idempotency-key']
      return once(request.ctx, request.caller.id, key, request.body, async () => {
        const answer = await ingest(request.ctx, source, request.body, request.language)
        await setAside(request.ctx, source.id, PUSHED, request.body, answer.rejected)
        return answer
      })
    },
  })
}

function seriesRoute(plain: FastifyInstance): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/series',
    config: { permission: 'read' },
    schema: {
      tags: ['observations'],
      summary: 'Series: what each source measures at each asset',
      querystring: PageQuery.extend({ asset: Name.optional(), property: Name.optional() }),
      response: { 200: pageOf(Series) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query
      const after = cursor === undefined ? 0 : Number(cursor)
      if (!Number.isSafeInteger(after)) throw new Problem('invalid', { pointer: '/cursor' })
      const rows = await selectSeries(request.ctx.db, request.query, request.caller.scope, after, limit + 1)
      const items = rows.slice(0, limit).map((row) => ({
        id: String(row.id),
        source: row.source,
        asset: row.asset,
        property: row.property,
        unit: propertyOf(request.ctx.services, row.service, row.property)?.unit ?? '',
      }))
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    },
  })
}

/** Raw values are those of one series of events: several at once are for buckets. */
function only(names: readonly string[], field: string): string {
  const [name] = names
  if (name === undefined || names.length > 1) throw new Problem('invalid', { pointer: `/${field}`, detail: 'one' })
  return name
}
