import { monitorEventLoopDelay } from 'node:perf_hooks'
import { EVERYTHING, Problem } from '#model'
import type { Contexts } from '#engine/context'
import { listSources } from '#engine/source'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'

export interface HealthOptions {
  readonly contexts: Contexts
  readonly province: { readonly id: string; readonly name: string }
  readonly version: string
  readonly demonstration: boolean
  /** Whether people may sign in by an identity provider. */
  readonly singleSignOn: boolean
  /** Whether everything behind the counter runs; false while stopping. */
  readonly ready: () => boolean
  /** How far consumers are behind, in journal entries. */
  readonly lag: () => number
  /** How many screens follow a stream, of all contexts. */
  readonly screens: () => number
}

/** A centre that is further behind than this (entries) must not be sent more work. */
const MOST_LAG = 50_000

const Ok = z.object({ status: z.literal('ok') })

export function healthRoutes(options: HealthOptions) {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  return async function routes(plain: FastifyInstance): Promise<void> {
    const app = plain.withTypeProvider<ZodTypeProvider>()
    app.addHook('onClose', async () => void delay.disable())
    app.route({
      method: 'GET',
      url: '/healthz',
      config: { permission: 'public' },
      schema: { tags: ['health'], summary: 'The process is up', response: { 200: Ok } },
      handler: async () => ({ status: 'ok' as const }),
    })
    readyRoute(app, options)
    instanceRoute(app, options)
    app.route({
      method: 'GET',
      url: '/metrics',
      config: { permission: 'read' },
      schema: { hide: true },
      handler: async (_request, reply) =>
        reply
          .type('text/plain; version=0.0.4; charset=utf-8')
          .serializer(String)
          .send(await metrics(options, delay.percentile(99) / 1e9)),
    })
  }
}

function readyRoute(plain: FastifyInstance, options: HealthOptions): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/readyz',
    config: { permission: 'public' },
    schema: {
      tags: ['health'],
      summary: 'Database, migrations and journal are ready',
      response: { 200: Ok.extend({ lag: z.number() }) },
    },
    handler: async () => {
      const held = [...options.contexts.values()].every((ctx) => ctx.journal.ready())
      const lag = options.lag()
      if (!options.ready() || !held || lag > MOST_LAG) throw new Problem('unavailable', { retryAfter: 1 })
      await Promise.all([...options.contexts.values()].map((ctx) => ctx.db.query('select 1')))
      return { status: 'ok' as const, lag }
    },
  })
}

function instanceRoute(
  plain: FastifyInstance,
  { province, demonstration, singleSignOn, version }: HealthOptions,
): void {
  plain.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/v1/instance',
    config: { permission: 'public' },
    schema: {
      tags: ['health'],
      summary: 'Which centre this is',
      response: {
        200: z.object({
          province: z.object({ id: z.string(), name: z.string() }),
          demonstration: z.boolean(),
          single_sign_on: z.boolean(),
          languages: z.array(z.string()),
          version: z.string(),
        }),
      },
    },
    handler: async () => ({
      province,
      demonstration,
      single_sign_on: singleSignOn,
      languages: ['vi', 'en'],
      version,
    }),
  })
}

async function metrics(options: HealthOptions, loopDelay: number): Promise<string> {
  const lines: string[] = []
  const family = (name: string, type: string, help: string, samples: readonly string[]): void => {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map((sample) => `${name}${sample}`))
  }
  const heads: string[] = []
  const states: string[] = []
  for (const ctx of options.contexts.values()) {
    heads.push(`{context="${ctx.name}"} ${ctx.journal.head()}`)
    const { items } = await listSources(ctx, EVERYTHING, { limit: 10_000 })
    for (const state of ['live', 'late', 'lost', 'paused', 'waiting']) {
      const count = items.filter((source) => source.state === state).length
      states.push(`{context="${ctx.name}",state="${state}"} ${count}`)
    }
  }
  family('serepok_info', 'gauge', 'Version of the centre', [`{version="${options.version}"} 1`])
  family('serepok_journal_head', 'counter', 'Last journal entry', heads)
  family('serepok_journal_lag', 'gauge', 'Journal entries not yet consumed', [` ${options.lag()}`])
  family('serepok_sources', 'gauge', 'Sources by state', states)
  family('serepok_live_screens', 'gauge', 'Screens that follow the stream', [` ${options.screens()}`])
  family('serepok_loop_delay_p99_seconds', 'gauge', 'Event loop delay, 99th percentile', [` ${loopDelay}`])
  family('process_resident_memory_bytes', 'gauge', 'Resident memory', [` ${process.memoryUsage().rss}`])
  family('process_uptime_seconds', 'gauge', 'Since the start', [` ${process.uptime()}`])
  return `${lines.join('\n')}\n`
}
