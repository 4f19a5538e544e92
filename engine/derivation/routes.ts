import { ObservationProof, Problem } from '#model'
import { readInstant } from '#engine/intake'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { proveObservation } from './prove.ts'

export async function derivationRoutes(plain: FastifyInstance): Promise<void> {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/observations/proof',
    config: { permission: 'read' },
    schema: {
      tags: ['observations'],
      summary: 'How a derived value came about, computed again from what is stored',
      querystring: z.object({ asset: z.string().max(200), property: z.string().max(80), at: z.string().max(40) }),
      response: { 200: ObservationProof },
    },
    handler: (request) => {
      const { asset, property } = request.query
      const at = readInstant(request.query.at.replace(/ (\d\d:\d\d)$/, '+$1'))
      if (at === undefined) throw new Problem('invalid', { pointer: '/at', detail: 'RFC 3339 with a zone' })
      return proveObservation(request.ctx, { asset, property, at }, request.caller.scope)
    },
  })
}
