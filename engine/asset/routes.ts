import { Asset, IngestAnswer, PageQuery, Problem, pageOf } from '#model'
import type { Shared } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listAssets } from './list.ts'
import { putAssets } from './put.ts'

const MOST_ROWS = 10_000
const AssetQuery = PageQuery.extend({
  service: z.string().optional(),
  type: z.string().optional(),
  confirmed: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'false: those that a source has learned and nobody has confirmed' }),
  bbox: z.string().optional().meta({ description: 'west,south,east,north in degrees' }),
  near: z.string().optional().meta({ description: 'lat,lon,km' }),
  q: z.string().max(200).optional().meta({ description: 'Words of name or id, with or without marks' }),
})

export function assetRoutes(live: Shared) {
  return async function routes(plain: FastifyInstance): Promise<void> {
    const app = plain.withTypeProvider<ZodTypeProvider>()
    app.route({
      method: 'GET',
      url: '/api/v1/assets',
      config: { permission: 'read' },
      schema: {
        tags: ['assets'],
        summary: 'Assets in order of id',
        querystring: AssetQuery,
        response: { 200: pageOf(Asset) },
      },
      handler: async (request) => {
        const { limit, cursor, service, type, confirmed, bbox, near, q } = request.query
        const place = near === undefined ? undefined : numbers(near, 3, 'near')
        return listAssets(
          request.ctx,
          {
            service,
            type,
            confirmed: confirmed === undefined ? undefined : confirmed === 'true',
            q,
            bbox: bbox === undefined ? undefined : (numbers(bbox, 4, 'bbox') as [number, number, number, number]),
            near: place && { lat: place[0] as number, lon: place[1] as number, km: place[2] as number },
          },
          request.caller.scope,
          { limit, cursor },
        )
      },
    })
    app.route({
      method: 'POST',
      url: '/api/v1/assets',
      config: { permission: 'asset.write' },
      schema: {
        tags: ['assets'],
        summary: 'Insert or renew assets by id; good rows of a mixed batch are stored',
        body: z.union([z.array(z.unknown()).max(MOST_ROWS), z.record(z.string(), z.unknown())]).meta({
          description: 'AssetInput rows, or a single one',
        }),
        response: { 200: z.object({ accepted: z.number().int(), rejected: IngestAnswer.shape.rejected }) },
      },
      handler: (request) =>
        putAssets(
          request.ctx,
          live,
          request.caller,
          Array.isArray(request.body) ? request.body : [request.body],
          request.language,
        ),
    })
  }
}

function numbers(text: string, count: number, field: string): number[] {
  const list = text.split(',').map(Number)
  if (list.length !== count || list.some((value) => !Number.isFinite(value))) {
    throw new Problem('invalid', { pointer: `/${field}`, detail: `${count} numbers divided by commas` })
  }
  return list
}
