import { type ContextName, LIVE_TOPICS, type LiveTopic, Problem } from '#model'
import { listAlerts } from '#engine/alert'
import type { Caller, Ctx } from '#engine/context'
import { listEvents } from '#engine/event'
import { listIncidents } from '#engine/incident'
import { latest } from '#engine/observation'
import { listSources } from '#engine/source'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ServerResponse } from 'node:http'
import { type Change, openClient } from './client.ts'
import type { LiveHub } from './hub.ts'

/** A stream is asked this often whether its credential still holds: a revoked session's stream ends within 5 s. */
const CHECK_MS = 3000
const BEAT_MS = 10_000
const MOST_ITEMS = 10_000
/** Of events a screen is shown the newest, and asks for others by itself. */
const MOST_EVENTS = 100

export function liveRoutes(hubs: ReadonlyMap<ContextName, LiveHub>, stillValid: (caller: Caller) => Promise<boolean>) {
  return async function routes(plain: FastifyInstance): Promise<void> {
    plain.withTypeProvider<ZodTypeProvider>().route({
      method: 'GET',
      url: '/api/v1/live',
      config: { permission: 'read' },
      schema: {
        tags: ['live'],
        summary: 'Server-Sent Events: a snapshot, then changes; Last-Event-ID resumes',
        querystring: z.object({
          topics: z
            .string()
            .max(200)
            .default(LIVE_TOPICS.join(','))
            .meta({ description: LIVE_TOPICS.join(', ') }),
        }),
        headers: z.object({ 'last-event-id': z.string().max(60).optional() }),
        produces: ['text/event-stream'],
      },
      handler: async (request, reply) => {
        const topics = topicsOf(request.query.topics)
        const hub = hubs.get(request.ctx.name)
        if (!hub) throw new Problem('unavailable')
        reply.hijack()
        reply.raw.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        reply.raw.write('retry: 2000\n\n')
        const check = setInterval(() => {
          void stillValid(request.caller).then(
            (valid) => valid || reply.raw.end(),
            () => undefined,
          )
        }, CHECK_MS)
        whenClosed(reply.raw, () => clearInterval(check))
        await stream(request, reply.raw, hub, topics).catch((error: unknown) => {
          request.log.warn({ error }, 'a live stream could not begin')
          reply.raw.end()
        })
      },
    })
  }
}

/** Joined before the picture is taken: what changes meanwhile comes after it, and twice at worst. */
async function stream(
  request: FastifyRequest,
  raw: ServerResponse,
  hub: LiveHub,
  topics: ReadonlySet<LiveTopic>,
): Promise<void> {
  const client = openClient(raw, topics, request.caller.scope)
  const waiting: Change[] = []
  let ready = false
  const { position, leave } = await hub.join({
    ...client,
    send: (changes) => (ready ? client.send(changes) : void waiting.push(...changes)),
  })
  const beat = setInterval(() => client.event('beat', { at: request.ctx.clock.now() }), BEAT_MS)
  whenClosed(raw, () => {
    clearInterval(beat)
    leave()
  })
  const id = request.headers['last-event-id']
  const missed = typeof id === 'string' ? await hub.since(id, position) : undefined
  if (missed) client.send(missed)
  else if (id !== undefined) client.event('reset', {})
  for (const topic of topics) {
    // The state of a source is not in the journal: whoever resumes gets its picture anew.
    if (missed && topic !== 'source') continue
    client.event('snapshot', { topic, items: await picture(request.ctx, request.caller, topic) })
  }
  ready = true
  client.send(waiting)
}

/** Whoever came may be gone by now: a page that is left at once must leave nothing running behind it. */
function whenClosed(raw: ServerResponse, work: () => void): void {
  if (raw.destroyed) work()
  else raw.once('close', work)
}

function topicsOf(text: string): ReadonlySet<LiveTopic> {
  const list = text.split(',').map((topic) => topic.trim())
  for (const topic of list) {
    if (!LIVE_TOPICS.includes(topic as LiveTopic)) throw new Problem('invalid', { pointer: '/topics', detail: topic })
  }
  return new Set(list as LiveTopic[])
}

async function picture(ctx: Ctx, caller: Caller, topic: LiveTopic): Promise<unknown[]> {
  const page = { limit: MOST_ITEMS }
  if (topic === 'observation') return (await latest(ctx, {}, caller.scope, page)).items
  if (topic === 'alert') return (await listAlerts(ctx, { state: ['open', 'acknowledged'] }, caller.scope, page)).items
  if (topic === 'incident')
    return (await listIncidents(ctx, { state: ['new', 'assigned', 'working'] }, caller.scope, page)).items
  if (topic === 'event') return (await listEvents(ctx, {}, caller.scope, { limit: MOST_EVENTS })).items
  return (await listSources(ctx, caller.scope, page)).items
}
