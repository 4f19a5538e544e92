import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '#model'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The screen: built files, and its one page for every address that is not the API's. */
export function pageRoutes(folder: string) {
  return async function routes(app: FastifyInstance): Promise<void> {
    const built = existsSync(join(folder, 'index.html'))
    app.setNotFoundHandler((request, reply) => {
      const page = built && request.method === 'GET' && request.headers.accept?.includes('text/html') === true
      if (!page || /^\/(api|metrics)\b/.test(request.url)) throw new Problem('not_found')
      return reply.sendFile('index.html', { cacheControl: false })
    })
    if (!built) return
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, permission: 'public' }
      route.schema = { ...route.schema, hide: true }
    })
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Built files carry a hash of their content in their name; the page itself must be asked for each time.
        const lasting = path.includes(`${join(folder, 'assets')}/`)
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
}
