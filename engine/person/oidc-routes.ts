import { Problem, SECOND } from '#model'
import type { Shared } from '#engine/context'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { OIDC_COOKIE, cookieSecret, oidcCookie, sessionCookie } from './cookie.ts'
import { ownAccount, proved } from './enrol-factor.ts'
import { personOf } from './factor-routes.ts'
import { type Oidc, openOidc } from './oidc.ts'
import { fromOutside } from './outside.ts'
import type { PersonOptions } from './routes.ts'
import { LONGEST } from './sign-in.ts'
import { AWAY, type Errand, leaveForProvider, returnFromProvider } from './sign-in-by-provider.ts'
import { forgive } from './throttle.ts'

const CALLBACK = '/api/v1/session/oidc/callback'
const Away = z.object({ location: z.string().meta({ description: 'Where the browser goes now' }) })

/** Single sign-on by OpenID Connect, where the centre has a provider; `not_found` where it has none. */
export function oidcRoutes(plain: FastifyInstance, shared: Shared, options: PersonOptions): void {
  const oidc = options.oidc && openOidc(options.oidc, shared.log)
  leaveRoutes(plain, shared, options, oidc)
  callbackRoute(plain, shared, options, oidc)
}

function leaveRoutes(plain: FastifyInstance, shared: Shared, options: PersonOptions, oidc: Oidc | undefined): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  async function leave(request: FastifyRequest, reply: FastifyReply, errand: Errand): Promise<{ location: string }> {
    if (!oidc) throw new Problem('not_found')
    const origin = options.publicUrl ?? `${request.protocol}://${request.host}`
    const { location, secret } = await leaveForProvider(shared, oidc, errand, origin + CALLBACK)
    reply.header('set-cookie', oidcCookie(secret, AWAY / SECOND, options.secureCookie))
    return { location }
  }
  app.route({
    method: 'POST',
    url: '/api/v1/session/oidc',
    config: { permission: 'public' },
    schema: {
      tags: ['session'],
      summary: 'Sign in, or accept an invitation, by the identity provider',
      body: z.object({ invitation: z.string().max(200).optional() }),
      response: { 200: Away },
    },
    handler: (request, reply) => {
      const { invitation } = request.body
      const errand = invitation === undefined ? { kind: 'sign-in' } : { kind: 'invitation', secret: invitation }
      return leave(request, reply, errand as Errand)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/session/oidc/link',
    config: { permission: 'signed-in' },
    schema: {
      tags: ['session'],
      summary: 'Link the own account to the identity provider; the present password is asked for',
      body: z.object({ password: z.string().max(1000) }),
      response: { 200: Away },
    },
    handler: async (request, reply) => {
      const person = personOf(request.caller)
      const account = await ownAccount(shared, person)
      await forgive(shared.db, await proved(shared, account, request.body.password, request.ip))
      return leave(request, reply, { kind: 'link', person })
    },
  })
}

function callbackRoute(plain: FastifyInstance, shared: Shared, options: PersonOptions, oidc: Oidc | undefined): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: CALLBACK,
    config: { permission: 'public' },
    schema: {
      tags: ['session'],
      summary: 'Where the identity provider sends the browser back to; answers a page that goes on',
      querystring: z.record(z.string(), z.unknown()),
      response: { 200: z.string() },
    },
    handler: async (request, reply) => {
      if (!oidc) throw new Problem('not_found')
      const back = {
        secret: cookieSecret(OIDC_COOKIE, request.headers.cookie),
        search: new URL(request.raw.url ?? '', 'http://x').search,
        address: request.ip,
        outside: fromOutside(request, options.local),
      }
      reply.header('set-cookie', oidcCookie('', 0, options.secureCookie))
      try {
        const { secret } = await returnFromProvider(shared, oidc, back)
        if (secret) reply.header('set-cookie', sessionCookie(secret, LONGEST / SECOND, options.secureCookie))
        return await goOn(reply, '/')
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        return await goOn(reply, `/dang-nhap?loi=${error.code}`)
      }
    },
  })
}

/**
 * A page of our own that goes on by itself: the session's cookie is SameSite=Strict, so a redirect straight from the
 * provider would arrive without it.
 */
function goOn(reply: FastifyReply, path: string): FastifyReply {
  const page = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Serepok</title><meta http-equiv="refresh" content="0;url=${path}"><p><a href="${path}">Tiếp tục / Continue</a></p></html>`
  return reply
    .type('text/html; charset=utf-8')
    .serializer((body) => body as string)
    .send(page)
}
