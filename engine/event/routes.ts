import {
  Code,
  DAY,
  Event,
  EventCount,
  EventInput,
  HOUR,
  IngestAnswer,
  MINUTE,
  PageQuery,
  Problem,
  Severity,
  pageOf,
} from '#model'
import type { Ctx } from '#engine/context'
import { ingestRows, once, parseQuery, queryInstant, setAside } from '#engine/intake'
import { ensureSource } from '#engine/source'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { acceptEvents } from './accept.ts'
import { binaryEvent } from './binary.ts'
import { histogram } from './histogram.ts'
import { getEvent, listEvents } from './list.ts'
import { readEvent } from './read-event.ts'

/** Where a pushed body came from, as its quarantined rows tell it. */
const PUSHED = 'POST /api/v1/events'
const BODIES = [
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/json',
  'application/x-ndjson',
]
/** PostgreSQL keeps neither NUL nor half a character. */
const Word = z
  .string()
  .max(500)
  .refine((text) => text.isWellFormed() && !text.includes('\0'))
const EventSearch = z.object({
  source: Word.optional().meta({ description: 'The id of a source, or the CloudEvents `source`' }),
  type: Word.optional(),
  severity: Severity.optional(),
  unit: Word.optional(),
  q: Word.optional().meta({
    description: 'Words, all to be there, whatever their accents; `*` after a word finds what begins so',
  }),
  from: z.string().optional().meta({ description: 'RFC 3339 with zone' }),
  to: z.string().optional().meta({ description: 'RFC 3339 with zone, exclusive' }),
})
const UNIT_MS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY }

/** `live` is where the units are, whichever context is served. */
export function eventRoutes(live: Pick<Ctx, 'db'>) {
  return async function routes(plain: FastifyInstance): Promise<void> {
    ingestRoute(plain, live)
    listRoute(plain)
    histogramRoute(plain)
    oneRoute(plain)
  }
}

function ingestRoute(plain: FastifyInstance, live: Pick<Ctx, 'db'>): void {
  const accept = acceptEvents(live)
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/api/v1/events',
    config: { permission: 'ingest' },
    validatorCompiler: parseQuery,
    schema: {
      tags: ['events'],
      summary:
        'Store CloudEvents 1.0, structured, binary or batch; answered after the commit. Rejected ones wait in the quarantine of their source',
      consumes: BODIES,
      querystring: z.object({ source: Code.optional() }),
      headers: z.object({ 'idempotency-key': z.string().max(200).optional() }),
      body: z.union([EventInput, z.array(EventInput)]),
      response: { 200: IngestAnswer },
    },
    handler: async (request) => {
      const { ctx, caller, language } = request
      const source = await ensureSource(ctx, caller, request.query.source)
      const body: unknown = binaryEvent(request.raw.headers, request.body) ?? request.body
      const given = request.headers['idempotency-key']
      // A key that the same caller has given to other news is another key.
      const key = given === undefined ? undefined : `events ${given}`
      return once(ctx, caller.id, key, body, async () => {
        const answer = await ingestRows(body, language, {
          what: 'events',
          readRow: readEvent,
          accept: (drafts) => accept(ctx, source, drafts, language),
        })
        await setAside(ctx, source.id, PUSHED, body, answer.rejected)
        return answer
      })
    },
  })
}

function listRoute(plain: FastifyInstance): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/events',
    config: { permission: 'read' },
    schema: {
      tags: ['events'],
      summary: 'Events, the newest first',
      querystring: EventSearch.extend(PageQuery.shape),
      response: { 200: pageOf(Event) },
    },
    handler: (request) => {
      const { limit, cursor, from, to, ...query } = request.query
      const span = { ...query, from: queryInstant(from, 'from'), to: queryInstant(to, 'to') }
      return listEvents(request.ctx, span, request.caller.scope, { limit, cursor })
    },
  })
}

function oneRoute(plain: FastifyInstance): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/events/:id',
    config: { permission: 'read' },
    schema: {
      tags: ['events'],
      summary: 'One event by its `key`',
      params: z.object({ id: z.string().max(80) }),
      response: { 200: Event },
    },
    handler: (request) => getEvent(request.ctx, request.params.id, request.caller.scope),
  })
}

function histogramRoute(plain: FastifyInstance): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/events/histogram',
    config: { permission: 'read' },
    schema: {
      tags: ['events'],
      summary: 'Events counted per step of local time; a step without any is left out. A day up to now unless said',
      querystring: EventSearch.extend({
        step: z
          .string()
          .regex(/^\d{1,3}[mhd]$/)
          .default('1h')
          .meta({ description: '15m, 1h, 1d' }),
      }),
      response: { 200: pageOf(EventCount) },
    },
    handler: async (request) => {
      const { step, from, to, ...query } = request.query
      const ms = Number.parseInt(step, 10) * (UNIT_MS[step.at(-1) as string] as number)
      if (ms === 0) throw new Problem('invalid', { pointer: '/step' })
      const end = queryInstant(to, 'to') ?? request.ctx.clock.now()
      const span = { ...query, from: queryInstant(from, 'from') ?? end - DAY, to: end }
      return { items: await histogram(request.ctx, span, ms, request.caller.scope), next: null }
    },
  })
}
