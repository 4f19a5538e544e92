import { Attachment, Incident, Problem, pageOf } from '#model'
import { MOST_BYTES } from '#engine/attachment'
import { queryInstant } from '#engine/intake'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attach, attachmentOf, attachmentsOf } from './attach.ts'

const Id = z.object({ id: z.string().max(80) })
const File = Id.extend({ file: z.string().max(80) })
const Upload = z.object({
  name: z.string().min(1).max(300),
  at: z.string().max(40).optional().meta({ description: 'When a photo was taken, if its camera did not say' }),
  lat: z.coerce.number().min(-90).max(90).optional(),
  lon: z.coerce.number().min(-180).max(180).optional(),
})

/** Files of incidents. A scope of its own: here, and here only, a body is any bytes. */
export async function fileRoutes(plain: FastifyInstance): Promise<void> {
  plain.removeAllContentTypeParsers()
  plain.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: unknown, body: unknown) => body)
  uploadRoute(plain)
  readRoutes(plain)
}

function uploadRoute(plain: FastifyInstance): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/api/v1/incidents/:id/attachments',
    config: { permission: 'incident.write' },
    bodyLimit: MOST_BYTES,
    schema: {
      tags: ['incidents'],
      summary: 'Attach a file: the body is its bytes. A photo is made anew without what its camera wrote into it',
      consumes: ['application/octet-stream', 'image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
      params: Id,
      querystring: Upload,
      response: { 201: z.object({ incident: Incident, attachment: Attachment }) },
    },
    handler: async (request, reply) => {
      const { name, at, lat, lon } = request.query
      const bytes: unknown = request.body
      if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Problem('unreadable', { detail: 'no bytes' })
      const upload = {
        name,
        bytes,
        taken_at: queryInstant(at, 'at'),
        ...(lat === undefined || lon === undefined ? {} : { lat, lon }),
      }
      return reply.code(201).send(await attach(request.ctx, request.caller, { id: request.params.id, upload }))
    },
  })
}

function readRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/incidents/:id/attachments',
    config: { permission: 'read' },
    schema: { tags: ['incidents'], summary: 'Files of an incident', params: Id, response: { 200: pageOf(Attachment) } },
    handler: async ({ ctx, caller, params }) => ({
      items: await attachmentsOf(ctx, params.id, caller.scope),
      next: null,
    }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/incidents/:id/attachments/:file',
    config: { permission: 'read' },
    schema: {
      tags: ['incidents'],
      summary: 'The bytes of a file: a picture to look at, anything else to download',
      params: File,
      produces: ['image/jpeg', 'application/octet-stream'],
    },
    handler: async ({ ctx, caller, params }, reply) => {
      const { attachment, bytes } = await attachmentOf(ctx, params, caller.scope)
      const shown = attachment.kind === 'image' ? 'inline' : 'attachment'
      return reply
        .header('content-disposition', `${shown}; filename*=UTF-8''${encodeURIComponent(attachment.name)}`)
        .header('content-security-policy', `default-src 'none'; sandbox`)
        .header('cache-control', 'private, max-age=3600')
        .type(attachment.type)
        .send(bytes)
    },
  })
}
