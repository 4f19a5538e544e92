import { Agency, Day, PageQuery, Problem, pageOf } from '#model'
import type { Shared } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findAgency } from './find.ts'
import { listAgencies } from './list.ts'
import { AgencyEdit, putAgency } from './put.ts'

/** The register of agencies is the same for everyone who may read; only the province changes it. */
export function agencyRoutes(live: Shared) {
  return async function routes(plain: FastifyInstance): Promise<void> {
    const app = plain.withTypeProvider<ZodTypeProvider>()
    app.route({
      method: 'GET',
      url: '/api/v1/agencies',
      config: { permission: 'read' },
      schema: {
        tags: ['agencies'],
        summary: 'Agencies of a day, today unless `at` is given',
        querystring: PageQuery.extend({ at: Day.optional(), q: z.string().max(200).optional() }),
        response: { 200: pageOf(Agency) },
      },
      handler: (request) => listAgencies(live, request.query),
    })
    app.route({
      method: 'GET',
      url: '/api/v1/agencies/:id',
      config: { permission: 'read' },
      schema: {
        tags: ['agencies'],
        summary: 'One agency: `code` as it is today, `code@yyyy-MM-dd` as it was then',
        params: z.object({ id: z.string().max(100) }),
        response: { 200: Agency },
      },
      handler: async (request) => {
        const agency = await findAgency(live, request.params.id)
        if (!agency) throw new Problem('not_found')
        return agency
      },
    })
    app.route({
      method: 'PUT',
      url: '/api/v1/agencies/:code',
      config: { permission: 'agency.manage' },
      schema: {
        tags: ['agencies'],
        summary: 'Change code, name or short name from a day on; the state before stays readable',
        params: z.object({
          code: z
            .string()
            .max(80)
            .regex(/^\P{Cc}*$/u),
        }),
        body: AgencyEdit,
        response: { 200: Agency },
      },
      handler: (request) => putAgency(live, request.caller, request.params.code, request.body),
    })
  }
}
