import { Property, Service, type Service as ServiceRow, covers, pageOf } from '#model'
import type { Caller, Ctx } from '#engine/context'
import { listSources } from '#engine/source'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'

const MOST_SOURCES = 10_000

export async function serviceRoutes(plain: FastifyInstance): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/services',
    config: { permission: 'read' },
    schema: { tags: ['services'], summary: 'Services and how real they are', response: { 200: pageOf(Service) } },
    handler: async (request) => ({ items: await services(request.ctx, request.caller), next: null }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/properties',
    config: { permission: 'read' },
    schema: {
      tags: ['services'],
      summary: 'What is measured, in which unit',
      response: { 200: pageOf(Property.extend({ id: z.string(), service: z.string() })) },
    },
    handler: async (request) => ({
      items: request.ctx.services.flatMap((service) =>
        service.properties.map((property) => ({
          ...property,
          sentinels: [...property.sentinels],
          id: `${service.id}:${property.code}`,
          service: service.id,
        })),
      ),
      next: null,
    }),
  })
}

/** The four scores come with data contracts; until then they are unknown, not perfect. */
async function services(ctx: Ctx, caller: Caller): Promise<ServiceRow[]> {
  const visible = ctx.services.filter((service) =>
    caller.scope.some((part) => covers([part], { agency: part.agency, service: service.id, unit: part.unit })),
  )
  const { items } = await listSources(ctx, caller.scope, { limit: MOST_SOURCES })
  return visible.map((service) => ({
    id: service.id,
    name: service.name,
    lifecycle: { state: service.lifecycle },
    asset_types: service.assetTypes.map(({ id, name }) => ({ id, name })),
    decoders: service.decoders.map(({ id, name }) => ({ id, name })),
    sources: items.filter((one) => one.service === service.id).map((one) => ({ id: one.id, state: one.state })),
    quality: { valid: null, complete: null, clean: null, live: null },
  }))
}
