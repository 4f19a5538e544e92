import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type FoundUnit, Problem, type UnitHistory, problemBody } from '#model'
import { caller, testContext } from '#tests'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { readProvince, seedUnits, territoryRoutes } from './index.ts'

const data = await readProvince(join(import.meta.dirname, '../../provinces/dak-lak'))

interface Counter extends AsyncDisposable {
  get(url: string, agency?: string): Promise<{ status: number; body: Record<string, never> }>
  inject(url: string, headers: Record<string, string>): Promise<LightMyRequestResponse>
  readonly permissions: ReadonlyMap<string, unknown>
}

/** The routes with their schemas on both sides, and a caller set by hand. */
async function counter(): Promise<Counter> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T08:00:00+07:00'))
  await seedUnits(t.owner('live'), data)
  const app = Fastify() as unknown as FastifyInstance
  const permissions = new Map<string, unknown>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addHook('onRoute', (route) => void permissions.set(route.url, route.config?.permission))
  app.addHook('onRequest', async (request) => {
    const agency = request.headers['x-agency']
    request.caller = caller(typeof agency === 'string' ? agency : null)
    request.ctx = t.ctx
  })
  app.setErrorHandler((error: { validation?: { instancePath: string }[] }, _request, reply) => {
    const known = error instanceof Problem ? error : undefined
    const pointer = known?.pointer ?? error.validation?.[0]?.instancePath
    const body = problemBody(known?.code ?? (pointer === undefined ? 'internal' : 'invalid'), 'vi', { pointer })
    return reply
      .code(body.status)
      .serializer(JSON.stringify)
      .send({ ...body, detail: known?.detail })
  })
  await app.register(territoryRoutes(t.shared))
  return {
    permissions,
    inject: (url, headers) => app.inject({ url, headers }),
    async get(url, agency) {
      const answer = await app.inject({ url, headers: agency === undefined ? {} : { 'x-agency': agency } })
      return { status: answer.statusCode, body: answer.json() }
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await t[Symbol.asyncDispose]()
    },
  }
}

function itemsOf(body: object | undefined): FoundUnit[] {
  return (body as { items: FoundUnit[] }).items
}

test('every route asks for the permission to read', async () => {
  await using c = await counter()
  const read = ['', '/:id', '/locate', '/shapes'].map((path) => `/api/v1/units${path}`)
  assert.deepEqual([...new Set(c.permissions.keys())].sort(), read.sort())
  assert.deepEqual([...new Set(c.permissions.values())], ['read'])
})

test('lists, finds, places and draws; a reader of one agency sees the same public facts', async () => {
  await using c = await counter()
  const urls = [
    '/api/v1/units?q=buon%20ma%20thuot',
    '/api/v1/units/24133',
    '/api/v1/units/24133@2025-07-01',
    '/api/v1/units/locate?lat=12.708935&lon=108.028015',
    '/api/v1/units/locate?lat=12.708935&lon=108.028015&at=2025-07-01T00:00:00%2B07:00',
    '/api/v1/units/shapes?at=2026-01-01',
    '/api/v1/units/22024@2021-01-01',
    '/api/v1/units?at=2021-06-01&limit=1000',
  ]
  const answers = await Promise.all(urls.map((url) => c.get(url)))
  assert.deepEqual(answers, await Promise.all(urls.map((url) => c.get(url, 'H15.NNMT'))))
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]))
  const unit = data.units.find((one) => one.id === '24133@2025-07-01')
  const [list, now, dated, place, placed, map, past, long] = answers.map((answer) => answer.body)
  const [own, ...others] = itemsOf(list)
  assert.deepEqual(own, { ...unit, formerly: [], note: null })
  assert.ok(
    others.length > 0 && others.every((one) => one.note?.vi.startsWith('Thành phố Buôn Ma Thuột (cũ), một phần → ')),
  )
  const { formerly, became, ...bare } = now as unknown as UnitHistory
  assert.deepEqual([bare, became, dated], [unit, [], now])
  assert.ok(formerly.some((link) => link.id === '24133@2021-01-01' && link.name === 'Phường Thắng Lợi'))
  const { name, became: later } = past as unknown as UnitHistory
  assert.deepEqual([name, later.map((link) => link.code)], ['Phường 9', ['22015', '22045']])
  assert.equal(itemsOf(long).length, 320)
  assert.deepEqual([place, placed], Array(2).fill({ unit, approximate: true }))
  assert.equal(Object.keys(map?.['features'] ?? {}).length, 103)
})

test('a screen that has the map is told so, and one that reads gzip gets it packed', async () => {
  await using c = await counter()
  const plain = await c.inject('/api/v1/units/shapes', {})
  const gzipped = await c.inject('/api/v1/units/shapes', { 'accept-encoding': 'br, gzip' })
  assert.deepEqual([gzipped.statusCode, gzipped.headers['content-encoding']], [200, 'gzip'])
  assert.deepEqual(JSON.parse(gunzipSync(gzipped.rawPayload).toString()), plain.json())
  assert.equal(gzipped.headers.etag, plain.headers.etag)
  const again = await c.inject('/api/v1/units/shapes', { 'if-none-match': String(plain.headers.etag) })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
  assert.equal((await c.inject('/api/v1/units/shapes', { 'if-none-match': '"x"' })).statusCode, 200)
})

test('a day before the units began has none', async () => {
  await using c = await counter()
  assert.deepEqual((await c.get('/api/v1/units?at=2020-12-31')).body, { items: [], next: null })
  assert.equal((await c.get('/api/v1/units/24133@2020-12-31')).status, 404)
  // Midnight in Vietnam is the evening before in UTC.
  const before = '/api/v1/units/locate?lat=12.708935&lon=108.028015&at=2025-06-30T16:59:59Z'
  assert.equal((await c.get(before)).status, 404)
  assert.equal((await c.get(before.replace('16:59:59', '17:00:00'))).status, 200)
})

test('a wrong question is answered with its field, a place outside with 404', async () => {
  await using c = await counter()
  const swapped = await c.get('/api/v1/units/locate?lat=108.03&lon=12.7')
  assert.deepEqual([swapped.status, swapped.body['code'], swapped.body['pointer']], [400, 'invalid', '/lat'])
  assert.match(swapped.body['detail'] as unknown as string, /^coordinates_swapped/)
  const wrong: [string, string][] = [
    ['locate?lat=12.7', '/lon'],
    ['locate?lat=&lon=108', '/lat'],
    ['locate?lat=abc&lon=108', '/lat'],
    ['locate?lat=NaN&lon=108', '/lat'],
    ['locate?lat=1e1&lon=108', '/lat'],
    ['locate?lat=12&lat=13&lon=108', '/lat'],
    ['locate?lat=95&lon=120', '/lat'],
    ['locate?lat=12.7&lon=181', '/lon'],
    ['locate?lat=12.7&lon=108&at=2026-11-24T08:00:00', '/at'],
    ['shapes?at=24/11/2026', '/at'],
    ['?at=2026-02-30', '/at'],
    ['?limit=0', '/limit'],
    ['?cursor=%00', '/cursor'],
  ]
  for (const [rest, pointer] of wrong) {
    const { status, body } = await c.get(`/api/v1/units${rest.startsWith('?') ? '' : '/'}${rest}`)
    assert.deepEqual([status, body['pointer']], [400, pointer], rest)
  }
  for (const rest of [
    'locate?lat=12.46&lon=107.19',
    'locate?lat=13.1&lon=110',
    '99999',
    '24133@',
    'a%00',
    '@',
    '%F0%9F%8C%8A',
  ]) {
    assert.equal((await c.get(`/api/v1/units/${rest}`)).status, 404, rest)
  }
})
