import { SECOND } from '#model'
import type { Ctx } from '#engine/context'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BOUNDS } from './counter.ts'
import type { Kept } from './keep.ts'

const CACHE = `public, max-age=${BOUNDS.fresh / SECOND}`

interface Answering<Query extends z.ZodType, Answer> {
  readonly summary: string
  readonly query: Query
  readonly make: (ctx: Ctx, query: z.infer<Query>) => Promise<Kept<Answer>>
  /** Cache-Control, where it is not the few seconds of a figure. */
  readonly cache?: string
}

/** A public address that answers JSON. */
export function jsonRoute<Query extends z.ZodType, Answer>(
  plain: FastifyInstance,
  path: string,
  of: Answering<Query, Answer> & { readonly answer: z.ZodType<Answer> },
): void {
  plain.route({
    method: 'GET',
    url: `/cong-khai/${path}`,
    config: { permission: 'public' },
    schema: {
      tags: ['public'],
      summary: of.summary,
      description: 'No account. A few seconds old at most; `If-None-Match` asks whether anything has changed.',
      querystring: of.query,
      response: { 200: of.answer },
    },
    handler: async (request, reply) => {
      const { text, tag } = await of.make(request.ctx, request.query as z.infer<Query>)
      return send(request, reply, { tag, type: 'application/json', text, cache: of.cache ?? CACHE })
    },
  })
}

/** The same as a sheet that is saved under its own name. */
export function sheetRoute<Query extends z.ZodType, Answer extends object>(
  plain: FastifyInstance,
  path: string,
  of: Answering<Query, Answer> & {
    readonly sheet: (answer: Answer) => string
    readonly name: (answer: Answer) => string
  },
): void {
  /** Written once for each answer that is kept. */
  const sheets = new WeakMap<Answer, string>()
  plain.route({
    method: 'GET',
    url: `/cong-khai/${path}`,
    config: { permission: 'public' },
    schema: {
      tags: ['public'],
      summary: of.summary,
      description: 'RFC 4180 in UTF-8. Times are local, with their zone; an empty value is unknown.',
      querystring: of.query,
      produces: ['text/csv'],
      response: { 200: z.string() },
    },
    handler: async (request, reply) => {
      const { answer, tag } = await of.make(request.ctx, request.query as z.infer<Query>)
      reply.header('content-disposition', `attachment; filename="${of.name(answer)}"`)
      const text = sheets.get(answer) ?? of.sheet(answer)
      sheets.set(answer, text)
      return send(request, reply, { tag, type: 'text/csv', text, cache: of.cache ?? CACHE })
    },
  })
}

interface Sent {
  readonly tag: string
  readonly type: string
  readonly text: string
  readonly cache: string
}

function send(request: FastifyRequest, reply: FastifyReply, { tag, type, text, cache }: Sent): FastifyReply {
  reply.headers({ 'cache-control': cache, etag: tag })
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.type(`${type}; charset=utf-8`).serializer(String).send(text)
}
