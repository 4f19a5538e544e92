import {
  Assignee,
  INCIDENT_STATES,
  Incident,
  IncidentChange,
  IncidentInput,
  PageQuery,
  SEVERITIES,
  pageOf,
} from '#model'
import type { Shared } from '#engine/context'
import { queryChoices, queryInstant } from '#engine/intake'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listAssignees } from './assign.ts'
import { fileRoutes } from './file-routes.ts'
import { getIncident, listIncidents, timeline } from './list.ts'
import { open } from './open.ts'
import { writeRoutes } from './write-routes.ts'

const Id = z.object({ id: z.string().max(80) })
const Word = z.string().max(200).optional()
const At = z.string().max(40).optional().meta({ description: 'As it stood at this moment: RFC 3339 with zone' })
const IncidentQuery = PageQuery.extend({
  state: Word.meta({ description: `Any of ${INCIDENT_STATES.join(', ')}, divided by commas` }),
  severity: Word.meta({ description: `Any of ${SEVERITIES.join(', ')}, divided by commas` }),
  agency: Word.meta({ description: 'That leads or helps' }),
  unit: Word,
  owner: Word.meta({ description: 'Id of a person; `me` for the own ones' }),
  alert: Word.meta({ description: 'Id of an alert that it is of' }),
  q: Word.meta({ description: 'Words of number, title or subject, whatever their marks' }),
  from: At.meta({ description: 'Opened from then on' }),
  to: At.meta({ description: 'Opened before' }),
  at: At,
})

/** `live` is where agencies and units are, whichever context is served. */
export function incidentRoutes(live: Shared) {
  return async function routes(plain: FastifyInstance): Promise<void> {
    listRoute(plain)
    oneRoutes(plain)
    openRoute(plain, live)
    writeRoutes(plain, live)
    await plain.register(fileRoutes)
  }
}

function listRoute(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/incidents',
    config: { permission: 'read' },
    schema: {
      tags: ['incidents'],
      summary: 'Incidents that the caller’s agencies lead or help with, newest first',
      querystring: IncidentQuery,
      response: { 200: pageOf(Incident) },
    },
    handler: (request) => {
      const { state, severity, owner, from, to, at, limit, cursor, ...rest } = request.query
      const filter = {
        ...rest,
        owner: owner === 'me' ? request.caller.id : owner,
        state: queryChoices(state, INCIDENT_STATES, 'state'),
        severity: queryChoices(severity, SEVERITIES, 'severity'),
        from: queryInstant(from, 'from'),
        to: queryInstant(to, 'to'),
        at: queryInstant(at, 'at'),
      }
      return listIncidents(request.ctx, filter, request.caller.scope, { limit, cursor })
    },
  })
}

function oneRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/incidents/:id',
    config: { permission: 'read' },
    schema: {
      tags: ['incidents'],
      summary: 'One incident',
      params: Id,
      querystring: z.object({ at: At }),
      response: { 200: Incident },
    },
    handler: ({ ctx, caller, params, query }) =>
      getIncident(ctx, params.id, caller.scope, queryInstant(query.at, 'at')),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/incidents/:id/timeline',
    config: { permission: 'read' },
    schema: {
      tags: ['incidents'],
      summary: 'Everything that happened to an incident, newest first',
      params: Id,
      querystring: PageQuery,
      response: { 200: pageOf(IncidentChange) },
    },
    handler: ({ ctx, caller, params, query }) => timeline(ctx, params.id, caller.scope, query),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/incidents/:id/assignees',
    config: { permission: 'incident.write' },
    schema: {
      tags: ['incidents'],
      summary: 'People to whom an incident can be given',
      params: Id,
      response: { 200: pageOf(Assignee) },
    },
    handler: async ({ ctx, caller, params }) => ({ items: await listAssignees(ctx, caller, params.id), next: null }),
  })
}

function openRoute(plain: FastifyInstance, live: Shared): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/api/v1/incidents',
    config: { permission: 'incident.write' },
    schema: {
      tags: ['incidents'],
      summary:
        'Open an incident, by hand or from an alert; the alert stays as it is. A key opens one, however often it is sent',
      headers: z.object({ 'idempotency-key': z.string().max(200).optional() }),
      body: IncidentInput,
      response: { 201: Incident },
    },
    handler: async ({ ctx, caller, body, headers }, reply) =>
      reply.code(201).send(await open(ctx, live, caller, body, headers['idempotency-key'])),
  })
}
