import { Problem, QuarantineReplay } from '#model'
import type { Ctx } from '#engine/context'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { messageId } from './quarantine-routes.ts'
import { cancelReplay, startReplay } from './replay.ts'
import { replayOf, selectReplay, selectReplays } from './replay-store.ts'
import { visible } from './visible.ts'

const Id = z.object({ id: z.string().max(200) })
const ReplayId = Id.extend({ replay: z.string().max(200) })
/** An answer waits so long (ms) for a replay to end: one message is done by then, and a client need not ask again. */
const PATIENCE = 2000
const LOOK = 25
const MOST_LISTED = 20

/** Reading quarantined messages again: a job that is asked for here, looked at here, and carried out elsewhere. */
export function replayRoutes(plain: FastifyInstance, changed: (ctx: Ctx) => Promise<void>): void {
  startRoutes(plain, changed)
  followRoutes(plain)
}

function startRoutes(plain: FastifyInstance, changed: (ctx: Ctx) => Promise<void>): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'POST',
    url: '/api/v1/sources/:id/quarantine/replay',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'Read again all that waits, or all of one reason; answered when it has ended or after 2 s',
      params: Id,
      body: z.object({ reason: z.string().min(1).max(80).optional() }),
      response: { 200: QuarantineReplay },
    },
    handler: async ({ ctx, caller, params, body }) => {
      await visible(ctx, caller, params.id)
      const replay = await startReplay(ctx, caller, params.id, { reason: body.reason })
      await changed(ctx)
      return soon(ctx, replay)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sources/:id/quarantine/:message/replay',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'Read one message again, as a live one is read',
      params: Id.extend({ message: z.string().max(200) }),
      response: { 200: QuarantineReplay },
    },
    handler: async ({ ctx, caller, params }) => {
      await visible(ctx, caller, params.id)
      const replay = await startReplay(ctx, caller, params.id, { message: messageId(params.message) })
      await changed(ctx)
      return soon(ctx, replay)
    },
  })
}

function followRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.route({
    method: 'GET',
    url: '/api/v1/sources/:id/quarantine/replays',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'The last replays, newest first',
      params: Id,
      response: { 200: z.object({ items: z.array(QuarantineReplay), next: z.null() }) },
    },
    handler: async ({ ctx, caller, params }) => {
      await visible(ctx, caller, params.id)
      return { items: (await selectReplays(ctx.db, params.id, MOST_LISTED)).map(replayOf), next: null }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/sources/:id/quarantine/replays/:replay',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'How far a replay is',
      params: ReplayId,
      response: { 200: QuarantineReplay },
    },
    handler: async ({ ctx, caller, params }) => {
      await visible(ctx, caller, params.id)
      return replayOf(await existing(ctx, params.id, params.replay))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/sources/:id/quarantine/replays/:replay/cancel',
    config: { permission: 'source.manage' },
    schema: {
      tags: ['quarantine'],
      summary: 'Stop a replay; what it has cleared stays cleared',
      params: ReplayId,
      response: { 200: QuarantineReplay },
    },
    handler: async ({ ctx, caller, params }) => {
      await visible(ctx, caller, params.id)
      await existing(ctx, params.id, params.replay)
      return cancelReplay(ctx, caller, params.id, params.replay)
    },
  })
}

async function existing(ctx: Pick<Ctx, 'db'>, source: string, id: string): Promise<Parameters<typeof replayOf>[0]> {
  const row = z.uuid().safeParse(id).success ? await selectReplay(ctx.db, source, id) : undefined
  if (!row) throw new Problem('not_found')
  return row
}

/** The replay when it has ended, or as far as it came meanwhile. */
async function soon(ctx: Pick<Ctx, 'db'>, replay: QuarantineReplay): Promise<QuarantineReplay> {
  for (let waited = 0; ; waited += LOOK) {
    const row = await existing(ctx, replay.source, replay.id)
    if (row.state !== 'running' || waited >= PATIENCE) return replayOf(row)
    await new Promise((done) => setTimeout(done, LOOK))
  }
}
