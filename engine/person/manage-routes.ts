import { Code, ContextName, Grant, Instant, MachineToken, PageQuery, Person, TokenScope, pageOf } from '#model'
import type { Shared } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createToken } from './create-token.ts'
import { disable } from './disable.ts'
import { invite } from './invite.ts'
import { listPersons, listTokens } from './list.ts'
import { recover } from './recover.ts'
import { revokeToken } from './revoke-token.ts'
import { Login, PersonName } from './words.ts'

const Id = z.object({ id: z.uuid() })
const Query = PageQuery.extend({ cursor: z.uuid().optional() })

/** People and tokens, for those who manage them: within the own agency when the manager belongs to one. */
export function manageRoutes(plain: FastifyInstance, shared: Shared): void {
  personRoutes(plain, shared)
  tokenRoutes(plain, shared)
}

function personRoutes(plain: FastifyInstance, shared: Shared): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/persons',
    config: { permission: 'person.manage' },
    schema: {
      tags: ['persons'],
      summary: 'People with their grants',
      querystring: Query,
      response: { 200: pageOf(Person) },
    },
    handler: (request) => listPersons(shared, request.caller, request.query),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/persons',
    config: { permission: 'person.manage' },
    schema: {
      tags: ['persons'],
      summary: 'Ask a person in; the link is shown this once and lives for 24 hours',
      body: z.object({ name: PersonName, login: Login, grants: z.array(Grant).min(1).max(200) }),
      response: { 200: z.object({ person: Person, link: z.string(), expires_at: Instant }) },
    },
    handler: async (request) => {
      const { person, secret, expires } = await invite(shared, request.caller, request.body)
      return { person, link: `/moi/${secret}`, expires_at: new Date(expires).toISOString() }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/persons/:id/recover',
    config: { permission: 'person.manage' },
    schema: {
      tags: ['persons'],
      summary: 'Take password, second factor and sessions away and answer a one-time link to begin anew',
      params: Id,
      response: { 200: z.object({ person: Person, link: z.string(), expires_at: Instant }) },
    },
    handler: async (request) => {
      const { person, secret, expires } = await recover(shared, request.caller, {
        by: 'id',
        value: request.params.id,
      })
      return { person, link: `/moi/${secret}`, expires_at: new Date(expires).toISOString() }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/persons/:id/disable',
    config: { permission: 'person.disable' },
    schema: {
      tags: ['persons'],
      summary: 'Close an account and end its sessions',
      params: Id,
      response: { 200: Person },
    },
    handler: (request) => disable(shared, request.caller, request.params.id),
  })
}

function tokenRoutes(plain: FastifyInstance, shared: Shared): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/tokens',
    config: { permission: 'token.manage' },
    schema: {
      tags: ['tokens'],
      summary: 'Machine tokens, without secrets',
      querystring: Query,
      response: { 200: pageOf(MachineToken) },
    },
    handler: (request) => listTokens(shared, request.caller, request.query),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/tokens',
    config: { permission: 'token.manage' },
    schema: {
      tags: ['tokens'],
      summary: 'Make a machine token; its secret is shown this once',
      body: z.object({
        name: Code,
        scopes: z.array(TokenScope).min(1).max(20),
        agency: Code.nullable().default(null),
        context: ContextName.default('live'),
      }),
      response: { 200: z.object({ token: MachineToken, secret: z.string() }) },
    },
    handler: (request) => createToken(shared, request.caller, request.body),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/tokens/:id',
    config: { permission: 'token.manage' },
    schema: { tags: ['tokens'], summary: 'Revoke a machine token', params: Id, response: { 200: MachineToken } },
    handler: (request) => revokeToken(shared, request.caller, request.params.id),
  })
}
