import { type Permission, Problem } from '#model'
import type { Caller, Contexts, Ctx, Shared } from '#engine/context'
import { callerOfSession, callerOfToken, fromOutside, sessionSecret } from '#engine/person'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import type { BlockList } from 'node:net'
import { fromLoopback, ownOrigin } from './origin.ts'
import { remember } from './still-valid.ts'

export interface SessionOptions {
  readonly shared: Shared
  readonly contexts: Contexts
  /** The setting ADMIN_TOKEN, taken from loopback only. */
  readonly adminToken: string | undefined
  /** Whether accounts of the demonstration may call: under `npm start` only. */
  readonly allowDemo: boolean
  /** The local network. */
  readonly local: BlockList
}

/**
 * Finds out who calls before anything else of a request is read, and refuses by default: a route that names no
 * permission stops the start. Register it before the routes; its hooks reach all of them.
 */
export function sessionPlugin(options: SessionOptions) {
  async function session(app: FastifyInstance): Promise<void> {
    app.decorateRequest('caller')
    app.decorateRequest('ctx')
    const routes: RouteOptions[] = []
    app.addHook('onRoute', (route) => void routes.push(route))
    app.addHook('onReady', async () => {
      // At the end of the start, for a plugin may still name the permission of foreign routes in a hook of its own.
      const open = routes.find((route) => route.config?.permission === undefined)
      if (open) throw new Error(`${String(open.method)} ${open.url} names no permission`)
    })
    app.addHook('onRequest', async (request) => {
      if (request.is404) return
      const permission = request.routeOptions.config.permission
      if (permission === 'public') request.ctx = publicContext(options.contexts)
      else await admit(request, options, permission)
    })
  }
  // Without this mark Fastify would keep the hooks to the routes of this plugin alone.
  return Object.assign(session, { [Symbol.for('skip-override')]: true })
}

async function admit(
  request: FastifyRequest,
  options: SessionOptions,
  permission: Permission | undefined,
): Promise<void> {
  const caller = await callerOf(request, options)
  const ctx = caller && options.contexts.get(caller.context)
  if (!caller || !ctx) throw new Problem('unauthenticated')
  if (permission === undefined) throw new Problem('forbidden')
  if (caller.step !== undefined && permission !== 'arriving') throw new Problem('unfinished')
  if (permission !== 'arriving' && permission !== 'signed-in' && !caller.permissions.has(permission))
    throw new Problem('forbidden')
  request.caller = caller
  request.ctx = ctx
}

/** The bearer's caller when there is one, for a program says what it means; else the cookie's. */
async function callerOf(request: FastifyRequest, options: SessionOptions): Promise<Caller | undefined> {
  const { shared, allowDemo } = options
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const bearer = /^Bearer +(.+)$/i.exec(authorization)?.[1]
    if (bearer === undefined) return undefined
    // Headers arrive as bytes read as Latin-1; ADMIN_TOKEN is any text, so they are read again as what they are.
    const secret = Buffer.from(bearer, 'latin1').toString('utf8').trim()
    const adminToken = fromLoopback(request) ? options.adminToken : undefined
    return found(() => callerOfToken(shared, secret, adminToken))
  }
  const secret = sessionSecret(request.headers.cookie)
  if (secret === undefined) return undefined
  const of = { allowDemo, outside: fromOutside(request, options.local) }
  const caller = await callerOfSession(shared, secret, of)
  if (!caller) return undefined
  if (!ownOrigin(request)) throw new Problem('forbidden', { detail: 'asked for by a page of another site' })
  remember(caller, () => callerOfSession(shared, secret, { ...of, touch: false }))
  return caller
}

async function found(find: () => Promise<Caller | undefined>): Promise<Caller | undefined> {
  const caller = await find()
  if (caller) remember(caller, find)
  return caller
}

/** Pages without account serve `live`; where the demonstration runs, they serve it. */
function publicContext(contexts: Contexts): Ctx {
  const ctx = contexts.get('demo') ?? contexts.get('live')
  if (!ctx) throw new Problem('unavailable')
  return ctx
}
