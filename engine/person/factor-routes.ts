import { FactorOffer, Problem, SECOND } from '#model'
import type { Caller, Shared } from '#engine/context'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AccountAnswer, accountAnswer } from './account.ts'
import { callerOfSession } from './caller-of-session.ts'
import { sessionCookie, sessionSecret } from './cookie.ts'
import { confirmSecondFactor, offerSecondFactor, replaceRecovery } from './enrol-factor.ts'
import { giveCode } from './give-code.ts'
import type { PersonOptions } from './routes.ts'
import { SessionAnswer, sessionAnswer } from './session-answer.ts'
import { LONGEST } from './sign-in.ts'

const Typed = z.string().max(100)
const Codes = z.array(z.string()).meta({ description: 'Ten recovery codes, shown this once' })

/** The second step of a sign-in, and the own second factor. */
export function factorRoutes(plain: FastifyInstance, shared: Shared, options: PersonOptions): void {
  stepRoutes(plain, shared, options)
  ownRoutes(plain, shared)
}

function stepRoutes(plain: FastifyInstance, shared: Shared, options: PersonOptions): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/session/code',
    config: { permission: 'arriving' },
    schema: {
      tags: ['session'],
      summary: 'The second step of a sign-in: a code of the authenticator or a recovery code; each is taken once',
      body: z.object({ code: Typed }),
      response: { 200: SessionAnswer },
    },
    handler: async (request, reply) => {
      const { person, session } = ownSession(request)
      if (request.caller.step !== 'code') throw new Problem('conflict')
      const { secret } = await giveCode(shared, { ...request.body, person, session, address: request.ip })
      return begin(shared, reply, secret, options)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/session/factor/confirm',
    config: { permission: 'arriving' },
    schema: {
      tags: ['session'],
      summary: 'Confirm the offered second factor with its first code; every other session of the person ends',
      body: z.object({ code: Typed }),
      response: { 200: z.object({ session: SessionAnswer, recovery_codes: Codes }) },
    },
    handler: async (request, reply) => {
      const { person, session } = ownSession(request)
      if (request.caller.step === 'code') throw new Problem('unfinished')
      const { secret, codes } = await confirmSecondFactor(shared, person, {
        ...request.body,
        session,
        address: request.ip,
      })
      return { session: await begin(shared, reply, secret, options), recovery_codes: codes }
    },
  })
}

function ownRoutes(plain: FastifyInstance, shared: Shared): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/session/factor',
    config: { permission: 'arriving' },
    schema: {
      tags: ['session'],
      summary: 'Offer a second factor; the present password is asked for unless it was given just now',
      body: z.object({ password: z.string().max(1000).optional() }),
      response: { 200: FactorOffer },
    },
    handler: (request) => {
      const { person } = ownSession(request)
      const { step } = request.caller
      if (step === 'code') throw new Problem('unfinished')
      const password = step === 'enrolment' ? undefined : (request.body.password ?? '')
      return offerSecondFactor(shared, person, { password, address: request.ip })
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/session/recovery-codes',
    config: { permission: 'signed-in' },
    schema: {
      tags: ['session'],
      summary: 'Ten new recovery codes in place of those before',
      body: z.object({ password: z.string().max(1000) }),
      response: { 200: z.object({ recovery_codes: Codes }) },
    },
    handler: async (request) => {
      const { person } = ownSession(request)
      return { recovery_codes: await replaceRecovery(shared, person, { ...request.body, address: request.ip }) }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/session/account',
    config: { permission: 'signed-in' },
    schema: { tags: ['session'], summary: 'The own account', response: { 200: AccountAnswer } },
    handler: (request) => accountAnswer(shared, personOf(request.caller)),
  })
}

/** Sends the cookie of a session that has just begun, and says whose it is. */
async function begin(
  shared: Shared,
  reply: FastifyReply,
  secret: string,
  options: PersonOptions,
): Promise<SessionAnswer> {
  const caller = await callerOfSession(shared, secret, options)
  if (!caller) throw new Problem('unauthenticated')
  reply.header('set-cookie', sessionCookie(secret, LONGEST / SECOND, options.secureCookie))
  return sessionAnswer(caller)
}

/** The calling person and the secret of their session; a machine has neither. */
function ownSession(request: FastifyRequest): { person: string; session: string } {
  const session = sessionSecret(request.headers.cookie)
  if (session === undefined) throw new Problem('forbidden')
  return { person: personOf(request.caller), session }
}

/** The id of the calling person; a machine has no session and no password. */
export function personOf(caller: Caller): string {
  if (caller.kind !== 'person') throw new Problem('forbidden')
  return caller.id
}
