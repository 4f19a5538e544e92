import { AuditEntry, Instant, PageQuery, Problem, covers, pageOf } from '#model'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listEntries } from './list.ts'

/** Audit rows carry no agency, so only those who may see the whole province may read them. */
const WHOLE_PROVINCE = { agency: null, service: null, unit: null }

export async function auditRoutes(plain: FastifyInstance): Promise<void> {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/audit',
    config: { permission: 'audit.read' },
    schema: {
      tags: ['audit'],
      summary: 'Acts of this context, newest first; province-wide callers only',
      querystring: PageQuery.extend({
        act: z
          .string()
          .max(80)
          .regex(/^[^\0]*$/)
          .optional(),
        actor: z
          .string()
          .max(80)
          .regex(/^[^\0]*$/)
          .optional(),
        from: Instant.optional(),
        to: Instant.optional(),
      }),
      response: { 200: pageOf(AuditEntry) },
    },
    handler: (request) => {
      if (!covers(request.caller.scope, WHOLE_PROVINCE)) throw new Problem('forbidden')
      const { limit, cursor, from, to, ...filter } = request.query
      return listEntries(request.ctx, { ...filter, from: instant(from), to: instant(to) }, { limit, cursor })
    },
  })
}

/** A zone can lead out of the years of four digits. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** RFC 3339 knows a year 0 and PostgreSQL does not; nothing on the trail is older than 1970. */
function instant(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(Math.min(LAST, Math.max(0, Date.parse(text)))).toISOString()
}
