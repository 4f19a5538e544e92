import {
  type Connector,
  EVERYTHING,
  HOUR,
  Instant,
  PageQuery,
  Problem,
  Source,
  SourceInput,
  bucketStart,
  covers,
  pageOf,
} from '#model'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listSources } from './list.ts'
import { putSource } from './put.ts'
import { quarantineRoutes } from './quarantine-routes.ts'
import { replayRoutes } from './replay-routes.ts'
import { type SourceRow, sourceOf } from './row.ts'
import { selectHours, selectOne, setPaused } from './store.ts'
import { visible } from './visible.ts'

const Id = z.object({ id: z.string().max(200) })
const ConnectorForm = z
  .object({
    id: z.string(),
    name: z.object({ vi: z.string(), en: z.string() }),
    settings: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema; `secret: true` marks a secret' }),
  })
  .meta({ id: 'ConnectorForm' })

const SourceHour = z
  .object({ id: z.string(), at: Instant.meta({ description: 'Start of the hour' }), received: z.number().int() })
  .meta({ id: 'SourceHour' })
const MOST_HOURS = 168

type Changed = (ctx: Ctx) => Promise<void>

export function sourceRoutes(connectors: readonly Connector[], changed: Changed) {
  return async function routes(app: FastifyInstance): Promise<void> {
    readRoutes(app)
    quarantineRoutes(app)
    replayRoutes(app, changed)
    changeRoutes(app, connectors, changed)
    formRoute(app, connectors)
  }
}

function readRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/sources',
    config: { permission: 'read' },
    schema: {
      tags: ['sources'],
      summary: 'Sources with their health',
      querystring: PageQuery.extend({ service: z.string().optional() }),
      response: { 200: pageOf(Source) },
    },
    handler: (request) => listSources(request.ctx, request.caller.scope, request.query),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/sources/:id',
    config: { permission: 'read' },
    schema: { tags: ['sources'], summary: 'One source', params: Id, response: { 200: Source } },
    handler: async (request) => {
      const row = await visible(request.ctx, request.caller, request.params.id)
      return sourceOf(row, request.ctx.clock.now())
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/sources/:id/hours',
    config: { permission: 'read' },
    schema: {
      tags: ['sources'],
      summary: 'Rows received in each of the last hours; an hour without any is left out',
      params: Id,
      querystring: z.object({ hours: z.coerce.number().int().min(1).max(MOST_HOURS).default(24) }),
      response: { 200: z.object({ items: z.array(SourceHour), next: z.null() }) },
    },
    handler: async ({ ctx, caller, params, query }) => {
      await visible(ctx, caller, params.id)
      const from = bucketStart(ctx.clock.now(), HOUR) - (query.hours - 1) * HOUR
      const items = (await selectHours(ctx.db, params.id, from)).map(({ hour, received }) => {
        const at = new Date(hour).toISOString()
        return { id: at, at, received }
      })
      return { items, next: null }
    },
  })
}

function changeRoutes(plain: FastifyInstance, connectors: readonly Connector[], changed: Changed): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/sources',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['sources'],
      summary: 'Make a source or change it',
      body: SourceInput,
      response: { 200: Source },
    },
    handler: async (request) => {
      const source = await putSource(request.ctx, connectors, request.caller, request.body)
      await changed(request.ctx)
      return source
    },
  })
  for (const [verb, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/api/v1/sources/:id/${verb}`,
      config: { permission: 'source.manage' },
      schema: { tags: ['sources'], summary: `${verb} a source`, params: Id, response: { 200: Source } },
      handler: (request) => pause(request.ctx, request.caller, request.params.id, paused, changed),
    })
  }
}

function formRoute(plain: FastifyInstance, connectors: readonly Connector[]): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/connectors',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['sources'],
      summary: 'Connectors and the form of their settings',
      response: { 200: z.object({ items: z.array(ConnectorForm), next: z.null() }) },
    },
    handler: async () => ({ items: connectors.map(formOf), next: null }),
  })
}

function formOf(connector: Connector): z.infer<typeof ConnectorForm> {
  const { id, name, settings } = connector
  return { id, name, settings: z.toJSONSchema(settings, { io: 'input' }) as Record<string, unknown> }
}

async function pause(ctx: Ctx, caller: Caller, id: string, paused: boolean, changed: Changed): Promise<Source> {
  const before = await visible(ctx, caller, id)
  if (!covers(caller.scope, { ...before, unit: null })) throw new Problem('forbidden')
  await ctx.db.transaction(async (tx) => {
    await setPaused(tx, id, paused)
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: paused ? 'source.pause' : 'source.resume',
      subject: id,
    })
  })
  await changed(ctx)
  return sourceOf((await selectOne(ctx.db, id, ctx.clock.now(), EVERYTHING)) as SourceRow, ctx.clock.now())
}
