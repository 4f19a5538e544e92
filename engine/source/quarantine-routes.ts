import {
  Dismissal,
  Instant,
  PageQuery,
  Problem,
  QuarantineReason,
  QuarantineState,
  QuarantinedContent,
  QuarantinedMessage,
  pageOf,
} from '#model'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { dismiss, restore } from './dismiss.ts'
import { openMessage } from './open-message.ts'
import { selectQuarantined, selectReasons } from './quarantine-store.ts'
import { visible } from './visible.ts'

const Id = z.object({ id: z.string().max(200) })
const MessageId = Id.extend({ message: z.string().max(200) })
const Reason = z.string().min(1).max(80)
const Count = z.object({ count: z.number().int() })

/** `not_found` for what is no number: no message has such an id. */
export function messageId(text: string): number {
  const id = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id)) throw new Problem('not_found')
  return id
}

/** What could not be read, for the integrators of its source alone. */
export function quarantineRoutes(plain: FastifyInstance): void {
  listRoutes(plain)
  contentRoutes(plain)
  dismissRoutes(plain)
  restoreRoutes(plain)
}

function listRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/sources/:id/quarantine',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'What could not be read and waits, newest first, without the bytes',
      params: Id,
      querystring: PageQuery.extend({
        state: z.union([QuarantineState, z.literal('all')]).default('waiting'),
        reason: Reason.optional(),
      }),
      response: { 200: pageOf(QuarantinedMessage) },
    },
    handler: async ({ ctx, caller, params, query }) => {
      await visible(ctx, caller, params.id)
      const { limit, cursor, reason } = query
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
      if (!Number.isSafeInteger(before)) throw new Problem('invalid', { pointer: '/cursor' })
      const state = query.state === 'all' ? undefined : query.state
      const rows = await selectQuarantined(ctx.db, params.id, { state, reason }, before, limit + 1)
      const items = rows.slice(0, limit)
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    },
  })
}

function contentRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/sources/:id/quarantine/reasons',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'What waits, counted by mistake, the newest mistake first',
      params: Id,
      response: { 200: z.object({ items: z.array(QuarantineReason), next: z.null() }) },
    },
    handler: async ({ ctx, caller, params }) => {
      await visible(ctx, caller, params.id)
      return { items: await selectReasons(ctx.db, params.id), next: null }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/sources/:id/quarantine/:message',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'One message with its bytes; the opening is on the audit chain',
      params: MessageId,
      response: { 200: QuarantinedContent },
    },
    handler: async ({ ctx, caller, params }) => {
      await visible(ctx, caller, params.id)
      return openMessage(ctx, caller, params.id, messageId(params.message))
    },
  })
}

function dismissRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/sources/:id/quarantine/dismiss',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'Say why all that share a reason will not be read; they are kept',
      params: Id,
      body: Dismissal.extend({ reason: Reason }).meta({ id: 'DismissalOfReasonBody' }),
      response: { 200: Count.extend({ settled_at: Instant }) },
    },
    handler: async ({ ctx, caller, params, body: { reason, ...word } }) => {
      await visible(ctx, caller, params.id)
      return dismiss(ctx, caller, params.id, { reason }, word)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sources/:id/quarantine/:message/dismiss',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'Say why one message will not be read; it is kept',
      params: MessageId,
      body: Dismissal,
      response: { 200: Count.extend({ settled_at: Instant }) },
    },
    handler: async ({ ctx, caller, params, body }) => {
      await visible(ctx, caller, params.id)
      return dismiss(ctx, caller, params.id, { message: messageId(params.message) }, body)
    },
  })
}

function restoreRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/sources/:id/quarantine/restore',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'Take back all that was dismissed at one moment',
      params: Id,
      body: z.object({ settled_at: Instant }),
      response: { 200: Count },
    },
    handler: async ({ ctx, caller, params, body }) => {
      await visible(ctx, caller, params.id)
      return restore(ctx, caller, params.id, { at: Date.parse(body.settled_at) })
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sources/:id/quarantine/:message/restore',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'Take a dismissal back: the message waits again',
      params: MessageId,
      response: { 200: Count },
    },
    handler: async ({ ctx, caller, params }) => {
      await visible(ctx, caller, params.id)
      return restore(ctx, caller, params.id, { message: messageId(params.message) })
    },
  })
}
