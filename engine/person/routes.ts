import { Person, Problem, SECOND } from '#model'
import type { Shared } from '#engine/context'
import type { OidcSettings } from '#platform/config'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { BlockList } from 'node:net'
import { z } from 'zod'
import { acceptInvitation } from './accept-invitation.ts'
import { callerOfSession } from './caller-of-session.ts'
import { changePassword } from './change-password.ts'
import { sessionCookie, sessionSecret } from './cookie.ts'
import { factorRoutes, personOf } from './factor-routes.ts'
import { manageRoutes } from './manage-routes.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { fromOutside } from './outside.ts'
import { reviewRoutes } from './review-routes.ts'
import { SessionAnswer, sessionAnswer } from './session-answer.ts'
import { LONGEST, signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { Login, NewPassword, PersonName } from './words.ts'

export interface PersonOptions {
  /** Whether accounts of the demonstration may sign in: under `npm start` only. */
  readonly allowDemo: boolean
  /** Whether browsers reach the centre by https, so that the cookie may ask for it. */
  readonly secureCookie: boolean
  /** The local network; a sign-in from beyond it needs a second factor. */
  readonly local: BlockList
  /** The identity provider for single sign-on; undefined without one. */
  readonly oidc?: OidcSettings | undefined
  /** Where people reach the centre, as a setting; else as each request says. */
  readonly publicUrl?: string | undefined
}

/** Everything about who may call: sessions, invitations, people, tokens. */
export function personRoutes(shared: Shared, options: PersonOptions) {
  return async function routes(plain: FastifyInstance): Promise<void> {
    signInRoute(plain, shared, options)
    sessionRoutes(plain, shared, options)
    passwordRoutes(plain, shared, options)
    factorRoutes(plain, shared, options)
    reviewRoutes(plain, shared)
    oidcRoutes(plain, shared, options)
    manageRoutes(plain, shared)
  }
}

function signInRoute(plain: FastifyInstance, shared: Shared, options: PersonOptions): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/api/v1/session',
    config: { permission: 'public' },
    schema: {
      tags: ['session'],
      summary: 'Sign in; the answer sets the cookie of the session and says which step it still lacks',
      body: z.object({ login: z.string().max(200), password: z.string().max(1000) }),
      response: { 200: SessionAnswer },
    },
    handler: async (request, reply) => {
      const previous = sessionSecret(request.headers.cookie)
      const outside = fromOutside(request, options.local)
      const opened = await signIn(shared, { ...request.body, address: request.ip, outside, previous }, options)
      const caller = await callerOfSession(shared, opened.secret, options)
      if (!caller) throw new Problem('wrong_credentials')
      reply.header('set-cookie', sessionCookie(opened.secret, LONGEST / SECOND, options.secureCookie))
      return sessionAnswer(caller)
    },
  })
}

function sessionRoutes(plain: FastifyInstance, shared: Shared, options: PersonOptions): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/session',
    config: { permission: 'arriving' },
    schema: { tags: ['session'], summary: 'Who is calling, and what they may do', response: { 200: SessionAnswer } },
    handler: async (request) => sessionAnswer(request.caller),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/session',
    config: { permission: 'arriving' },
    schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.null() } },
    handler: async (request, reply) => {
      personOf(request.caller)
      const secret = sessionSecret(request.headers.cookie)
      if (secret !== undefined) await signOut(shared, secret)
      return reply
        .header('set-cookie', sessionCookie('', 0, options.secureCookie))
        .code(204)
        .send(null)
    },
  })
}

function passwordRoutes(plain: FastifyInstance, shared: Shared, options: PersonOptions): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'PUT',
    url: '/api/v1/session/password',
    config: { permission: 'arriving' },
    schema: {
      tags: ['session'],
      summary: 'Change the own password; every session of the person ends',
      body: z.object({ current: z.string().max(1000), password: NewPassword }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { step } = request.caller
      if (step !== undefined && step !== 'password') throw new Problem('unfinished')
      await changePassword(shared, personOf(request.caller), { ...request.body, address: request.ip })
      return reply
        .header('set-cookie', sessionCookie('', 0, options.secureCookie))
        .code(204)
        .send(null)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/invitations/accept',
    config: { permission: 'public' },
    schema: {
      tags: ['persons'],
      summary: 'Accept an invitation by its one-time link and choose name, login and password',
      body: z.object({ secret: z.string().max(200), name: PersonName, login: Login, password: NewPassword }),
      response: { 200: Person },
    },
    handler: (request) => acceptInvitation(shared, request.body),
  })
}
