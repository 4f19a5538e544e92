import { Problem } from '#model'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { encodeTile } from './encode-tile.ts'
import { keepLayers } from './keep-layers.ts'
import { MOST_ZOOM, tilePlace } from './tile-place.ts'

const Whole = z.coerce.number().int().min(0)
const TileParams = z.object({
  layer: z.enum(['assets']),
  z: Whole.max(MOST_ZOOM),
  x: Whole,
  y: Whole,
})

/** Vector tiles of what has a place, for maps of thousands of points. */
export async function tileRoutes(plain: FastifyInstance): Promise<void> {
  const layerFor = keepLayers()
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/tiles/:layer/:z/:x/:y([^.]+).pbf',
    config: { permission: 'read' },
    schema: {
      tags: ['tiles'],
      summary: 'Mapbox Vector Tile 2.1 of the assets that the caller may see; 204 where there are none',
      params: TileParams,
      produces: ['application/vnd.mapbox-vector-tile'],
    },
    handler: async (request, reply) => {
      const { layer, z: zoom, x, y } = request.params
      const place = tilePlace(zoom, x, y)
      if (!place) throw new Problem('not_found')
      const tile = encodeTile(layer, await layerFor(request.ctx), place, request.caller.scope)
      reply.header('cache-control', 'private, max-age=5')
      return tile ? reply.type('application/vnd.mapbox-vector-tile').send(tile) : reply.status(204).send()
    },
  })
}
