import { LOG_SERIALIZERS } from '#platform/log'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { answerProblem, languageOf } from './answer-problem.ts'
import { MOST_BYTES, addBodyParsers } from './body.ts'
import { documentOptions } from './document.ts'

export interface ServerOptions {
  readonly version: string
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined
  readonly trustProxy: boolean
  readonly logLevel: string
  /** In order: the session first, for it puts its hook on every route after it. */
  readonly plugins: readonly FastifyPluginAsync[]
}

/** Styles may be inline, for charts and maps place their parts so; scripts never. */
const POLICY = [
  `default-src 'self'`,
  `script-src 'self'`,
  `object-src 'none'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `worker-src 'self' blob:`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
  `form-action 'self'`,
].join('; ')

/** What every answer carries, whatever it answers. */
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  // For browsers that do not know frame-ancestors.
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(self), microphone=(), payment=(), usb=()',
  'cache-control': 'no-store',
}
/** A year: once spoken to over https, by the centre itself or by the proxy in front of it, never in the clear again. */
const ONLY_HTTPS = { 'strict-transport-security': 'max-age=31536000' }

/** The counter: transport only. Every route comes with a plugin of the room it belongs to. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    ...(options.tls ? { https: options.tls } : {}),
    logger: { level: options.logLevel, stream: process.stderr, serializers: LOG_SERIALIZERS },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: MOST_BYTES,
    requestTimeout: 60_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  }) as unknown as FastifyInstance
  app.setValidatorCompiler(validatorCompiler)
  // Schemas check what comes in and document what goes out; tests hold the answers to them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  addBodyParsers(app)
  app.setErrorHandler(answerProblem)
  app.decorateRequest('language', 'vi')
  app.addHook('onRequest', async (request, reply) => {
    request.language = languageOf(request.headers['accept-language'])
    reply.headers(request.protocol === 'https' ? { ...HEADERS, ...ONLY_HTTPS } : HEADERS)
  })
  await app.register(swagger, documentOptions(options.version))
  for (const plugin of options.plugins) await app.register(plugin)
  await app.register(documentRoutes)
  await app.ready()
  return app
}

/** `/api/openapi.json` and `/api/docs`: for those who may read. */
async function documentRoutes(app: FastifyInstance): Promise<void> {
  app.route({
    method: 'GET',
    url: '/api/openapi.json',
    config: { permission: 'signed-in' },
    schema: { hide: true },
    handler: () => app.swagger(),
  })
  app.addHook('onRoute', (route) => {
    route.config = { permission: 'signed-in', ...route.config }
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // Asks no server elsewhere whether the document is valid.
    uiConfig: { url: '/api/openapi.json', validatorUrl: null },
    staticCSP: POLICY,
  })
}
