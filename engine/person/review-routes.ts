import { AccessReview, PageQuery, pageOf } from '#model'
import type { Shared } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { confirmAccess, listReviews, revokeAccess } from './review-access.ts'

const Id = z.object({ id: z.uuid() })
const Query = PageQuery.extend({
  cursor: z.uuid().optional(),
  overdue: z.enum(['true', 'false']).default('false').meta({ description: 'Only those past their six months' }),
})

/** The access review: who holds which grant, confirmed or revoked one by one. */
export function reviewRoutes(plain: FastifyInstance, shared: Shared): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/access-reviews',
    config: { permission: 'access.review' },
    schema: {
      tags: ['persons'],
      summary: 'Grants with their holder, last use and the day by which they are looked at again, due first',
      querystring: Query,
      response: { 200: pageOf(AccessReview) },
    },
    handler: ({ caller, query }) => listReviews(shared, caller, { ...query, overdue: query.overdue === 'true' }),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/access-reviews/:id/confirm',
    config: { permission: 'access.review' },
    schema: {
      tags: ['persons'],
      summary: 'The grant is still needed: due again in six months; never the own one',
      params: Id,
      response: { 200: AccessReview },
    },
    handler: (request) => confirmAccess(shared, request.caller, request.params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/access-reviews/:id/revoke',
    config: { permission: 'access.review' },
    schema: {
      tags: ['persons'],
      summary: 'Take the grant away; with the last one the account is closed',
      params: Id,
      response: { 200: z.object({ disabled: z.boolean() }) },
    },
    handler: (request) => revokeAccess(shared, request.caller, request.params.id),
  })
}
