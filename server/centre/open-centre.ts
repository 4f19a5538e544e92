import { join } from 'node:path'
import type { Connector, ContextName, Province, ServiceDefinition } from '#model'
import { agencyRoutes, seedAgencies } from '#engine/agency'
import { alertRoutes } from '#engine/alert'
import { assetRoutes } from '#engine/asset'
import { auditRoutes } from '#engine/audit'
import { type Contexts, type Ctx, openContext } from '#engine/context'
import { derivationRoutes } from '#engine/derivation'
import { eventRoutes } from '#engine/event'
import { incidentRoutes } from '#engine/incident'
import { observationRoutes } from '#engine/observation'
import { localNetworks, personRoutes } from '#engine/person'
import { publicationRoutes } from '#engine/publication'
import { serviceRoutes } from '#engine/service'
import { ensureOutsideBroker, sourceRoutes } from '#engine/source'
import { readProvince, seedUnits, territoryRoutes } from '#engine/territory'
import { type Config, readTls } from '#platform/config'
import { openGround } from '#platform/database'
import { openFiles } from '#platform/files'
import { createLog } from '#platform/log'
import { clamd } from '#platform/scanner'
import { openSecretBox } from '#platform/secret'
import { healthRoutes } from '#server/health'
import { buildServer } from '#server/http'
import { type LiveHub, liveRoutes, openHub } from '#server/live'
import { pageRoutes } from '#server/page'
import { sessionPlugin, stillValid } from '#server/session'
import type { FastifyPluginAsync } from 'fastify'
import { type RunningContext, runContext } from './run-context.ts'

export interface CentreOptions {
  readonly config: Config
  readonly version: string
  readonly services: readonly ServiceDefinition[]
  readonly connectors: readonly Connector[]
  /** Foreign tongues that are spoken over HTTP. */
  readonly gateways: readonly FastifyPluginAsync[]
  readonly contexts: readonly ContextName[]
  /** Folders of the clone: provinces and the built screen. */
  readonly provinces: string
  readonly screen: string
}

export interface Centre {
  /** `http://127.0.0.1:8080`, or as PUBLIC_URL has it. */
  readonly address: string
  readonly contexts: Contexts
  readonly live: Ctx
  stop(): Promise<void>
}

/** Opens the ground, the contexts and the counter, in this order; `stop` closes them in the other, and so does a failure. */
export async function openCentre(options: CentreOptions): Promise<Centre> {
  const undo: (() => Promise<unknown>)[] = []
  const stop = (): Promise<unknown> =>
    undo.splice(0).reduceRight<Promise<unknown>>((before, step) => before.then(step), Promise.resolve())
  try {
    return await open(options, undo, async () => void (await stop()))
  } catch (error) {
    await stop()
    throw error
  }
}

async function open(
  options: CentreOptions,
  undo: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Centre> {
  const { config } = options
  const log = createLog(config.logLevel)
  const data = await readProvince(join(options.provinces, config.province))
  const ground = await openGround({
    dataDir: config.dataDir,
    log,
    databaseUrl: config.databaseUrl,
    databaseAppUrl: config.databaseAppUrl,
  })
  undo.push(() => ground.close())
  await ground.prepare(options.contexts)
  await seedUnits(ground.owner('live'), data)
  await seedAgencies(ground.owner('live'), data.agencies)
  const secret = openSecretBox(config.secretKeyFile)
  const services = options.services.filter((service) => data.province.services.includes(service.id))
  const headFile = join(config.dataDir, 'audit', 'head')
  const scanner = config.malwareScanner === undefined ? undefined : clamd(config.malwareScanner)
  const opened = await Promise.all(
    options.contexts.map(async (name) => {
      const files = openFiles(join(config.dataDir, 'files', name, 'attachment'))
      await files.tidy()
      return openContext(ground, name, { log, secret, services, files, scanner })
    }),
  )
  const home = opened.find((ctx) => ctx.name === 'live') as Ctx
  const running = await Promise.all(
    opened.map((ctx) => runContext(ctx, { connectors: options.connectors, headFile, live: home })),
  )
  undo.push(() => Promise.all(running.map((one) => one.stop())))
  const hubs = new Map(running.map(({ ctx }) => [ctx.name, openHub(ctx)]))
  const state = { stopping: false }
  const { contexts, live, plugins } = counterOf(options, data.province, running, hubs, state)
  await ensureOutsideBroker(live, options.connectors, config.mqttUrl)
  const server = await buildServer({
    version: options.version,
    tls: readTls(config),
    trustProxy: config.trustProxy,
    logLevel: config.logLevel,
    plugins,
  })
  undo.push(async () => {
    state.stopping = true
    await Promise.all([...hubs.values()].map((hub) => hub.stop()))
    await server.close()
  })
  const address = await server.listen({ host: config.host, port: config.port })
  return { address: config.publicUrl ?? address, contexts, live, stop }
}

/** Every room's routes, the session first. */
function counterOf(
  options: CentreOptions,
  province: Province,
  running: readonly RunningContext[],
  hubs: ReadonlyMap<ContextName, LiveHub>,
  state: { readonly stopping: boolean },
): { contexts: Contexts; live: Ctx; plugins: FastifyPluginAsync[] } {
  const { config } = options
  const contexts: Contexts = new Map(running.map(({ ctx }) => [ctx.name, ctx]))
  const live = contexts.get('live') as Ctx
  const demonstration = options.contexts.includes('demo')
  const secureCookie = config.tlsCert !== undefined || config.publicUrl?.startsWith('https:') === true
  const local = localNetworks(config.lanNetworks)
  const plugins = [
    sessionPlugin({ shared: live, contexts, adminToken: config.adminToken, allowDemo: demonstration, local }),
    healthRoutes({
      contexts,
      province: { id: province.id, name: province.name },
      version: options.version,
      demonstration,
      singleSignOn: config.oidc !== undefined,
      ready: () => !state.stopping,
      lag: () => Math.max(...running.map((one) => one.lag())),
      screens: () => [...hubs.values()].reduce((sum, hub) => sum + hub.screens(), 0),
    }),
    personRoutes(live, {
      allowDemo: demonstration,
      secureCookie,
      local,
      oidc: config.oidc,
      publicUrl: config.publicUrl,
    }),
    agencyRoutes(live),
    territoryRoutes(live),
    serviceRoutes,
    assetRoutes(live),
    observationRoutes,
    eventRoutes(live),
    derivationRoutes,
    publicationRoutes(live),
    alertRoutes,
    incidentRoutes(live),
    auditRoutes,
    sourceRoutes(options.connectors, async (ctx) => running.find((one) => one.ctx === ctx)?.refreshSources()),
    liveRoutes(hubs, stillValid),
    ...options.gateways,
    pageRoutes(options.screen),
  ]
  return { contexts, live, plugins }
}
