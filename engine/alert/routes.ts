import { ALERT_STATES, Alert, AlertChange, PageQuery, Problem, SEVERITIES, pageOf } from '#model'
import { queryChoices } from '#engine/intake'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { acknowledge } from './acknowledge.ts'
import { listAlerts } from './list.ts'
import { resolve } from './resolve.ts'
import { selectChanges, selectOne } from './store.ts'

const Id = z.object({ id: z.string().max(80) })
const Name = z.string().max(200).optional()
const Note = z.string().trim().max(2000)
const AlertQuery = PageQuery.extend({
  state: z
    .string()
    .max(100)
    .optional()
    .meta({ description: `Any of ${ALERT_STATES.join(', ')}, divided by commas` }),
  severity: z
    .string()
    .max(100)
    .optional()
    .meta({ description: `Any of ${SEVERITIES.join(', ')}, divided by commas` }),
  rule: Name,
  subject: Name,
  service: Name,
})

export async function alertRoutes(plain: FastifyInstance): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/alerts',
    config: { permission: 'read' },
    schema: {
      tags: ['alerts'],
      summary: 'Alerts, newest first',
      querystring: AlertQuery,
      response: { 200: pageOf(Alert) },
    },
    handler: (request) => {
      const { state, severity, ...query } = request.query
      const filter = {
        ...query,
        state: queryChoices(state, ALERT_STATES, 'state'),
        severity: queryChoices(severity, SEVERITIES, 'severity'),
      }
      return listAlerts(request.ctx, filter, request.caller.scope, request.query)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/alerts/:id',
    config: { permission: 'read' },
    schema: { tags: ['alerts'], summary: 'One alert', params: Id, response: { 200: Alert } },
    handler: async (request) => {
      const alert = await selectOne(request.ctx.db, request.params.id, request.caller.scope)
      if (!alert) throw new Problem('not_found')
      return alert
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/alerts/:id/history',
    config: { permission: 'read' },
    schema: {
      tags: ['alerts'],
      summary: 'What happened to an alert, newest first',
      params: Id,
      querystring: PageQuery,
      response: { 200: pageOf(AlertChange) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
      if (!Number.isSafeInteger(before)) throw new Problem('invalid', { pointer: '/cursor' })
      const alert = await selectOne(request.ctx.db, request.params.id, request.caller.scope)
      if (!alert) throw new Problem('not_found')
      const rows = await selectChanges(request.ctx.db, alert.id, before, limit + 1)
      const items = rows.slice(0, limit)
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    },
  })
  writeRoutes(app)
}

function writeRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/alerts/:id/acknowledge',
    config: { permission: 'alert.acknowledge' },
    schema: {
      tags: ['alerts'],
      summary: 'Take an alert: the caller becomes its owner',
      params: Id,
      body: z.object({ note: Note.optional() }).nullish(),
      response: { 200: Alert },
    },
    handler: (request) => acknowledge(request.ctx, request.caller, request.params.id, request.body?.note ?? null),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/alerts/:id/resolve',
    config: { permission: 'alert.resolve' },
    schema: {
      tags: ['alerts'],
      summary: 'End an alert and say why',
      params: Id,
      body: z.object({ note: Note.min(1) }),
      response: { 200: Alert },
    },
    handler: (request) => resolve(request.ctx, request.caller, request.params.id, request.body.note),
  })
}
