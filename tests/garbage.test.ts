import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestCentre, testCentre } from './support/centre.ts'
import { BODIES, THINGS } from './support/things.ts'

/**
 * Every operation of the OpenAPI document but the stream, called by somebody who may, with what no client should send: in
 * each parameter of its address, in each field of a body that it takes, and as a body that is none.
 */
interface Operation {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
}
interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
}

/** A stream does not end; what follows a sign-in is tried where people sign in. */
const APART = /^(GET \/api\/v1\/live|POST \/api\/v1\/(session|sign|recover|invit))/
const TEXTS = [
  '\u0000',
  '%',
  '-1',
  '1e400',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-12:00',
  '2026-11-24T00:00:00+07:00',
  "'; drop table alert; --",
  '../../etc/passwd',
  '<script>ỄẶỠ𝕏',
  // An address of more than 16 KB does not come through the door of HTTP.
  'x'.repeat(3000),
]
const VALUES = [null, -1, 1e308, true, '\u0000', '\ud800', [[]], { a: 1 }, 'x'.repeat(50_000)]
const BARE = ['', '{', 'null', '[]', '7', '"x"', '\u0000', `${'['.repeat(20_000)}`]
/** Words of the inside that no answer may hold. */
const INSIDE = /node_modules|\.ts:\d|\bselect .+ from\b|syntax error|relation "/i

let t: TestCentre
let operations: Operation[]
before(async () => {
  t = await testCentre()
  const { body } = await t.call('GET', '/api/openapi.json')
  const paths = body['paths'] as unknown as Record<string, Record<string, Described>>
  operations = Object.entries(paths)
    .flatMap(([path, item]) =>
      Object.entries(item).map(([method, { parameters = [] }]): Operation => {
        const query = parameters.filter((one) => one.in === 'query').map((one) => one.name)
        return { name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, query }
      }),
    )
    .filter((one) => !APART.test(one.name))
})
after(() => t[Symbol.asyncDispose]())

async function check(what: string, method: string, path: string, of: Parameters<TestCentre['call']>[2] = {}) {
  const answer = await t.call(method, path, of)
  const text = JSON.stringify(answer.body)
  assert.ok(answer.status < 500, `${what}: ${answer.status} ${text.slice(0, 300)}`)
  if (answer.status < 400) return
  assert.match(answer.type, /^application\/problem\+json/, what)
  assert.doesNotMatch(text, INSIDE, what)
}

/** The address of things made now. */
async function addressOf({ path }: Operation): Promise<string> {
  let url = path
  const ids: string[] = []
  for (const match of path.matchAll(/\{[^}]+\}/g)) {
    const id = (await THINGS[path.slice(0, match.index + match[0].length)]?.(t, ids)) ?? 'x'
    ids.push(id)
    url = url.replace(match[0], encodeURIComponent(id))
  }
  return url
}

test('no parameter of an address is answered with a fault, whatever stands in it', async () => {
  assert.ok(operations.length > 70, String(operations.length))
  for (const one of operations.filter(({ method }) => method === 'GET')) {
    const url = await addressOf(one)
    for (const text of TEXTS) {
      for (const name of one.query)
        await check(`${one.name} ${name}=${text.slice(0, 40)}`, 'GET', `${url}?${name}=${encodeURIComponent(text)}`)
      if (!one.path.includes('{')) continue
      const strange = one.path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(text))
      await check(`${one.name} as ${text.slice(0, 40)}`, 'GET', strange)
    }
  }
})

test('no body is answered with a fault, whatever stands in each of its fields, and none that is no body', async () => {
  for (const one of operations.filter(({ method }) => method !== 'GET' && method !== 'DELETE')) {
    const url = await addressOf(one)
    const given = BODIES[one.name] ?? {}
    const good = typeof given === 'function' ? await given(t) : given
    for (const raw of BARE) await check(`${one.name} ${raw.slice(0, 20)}`, one.method, url, { raw })
    if (good instanceof Uint8Array) continue
    const fields = [...Object.keys(good), 'note', 'version', 'name', 'id', 'at', 'settings']
    for (const value of VALUES) {
      await check(`${one.name} [${JSON.stringify(value).slice(0, 20)}]`, one.method, url, { body: [value] })
      for (const field of new Set(fields)) {
        const what = `${one.name} ${field}=${JSON.stringify(value).slice(0, 40)}`
        await check(what, one.method, url, { body: { ...good, [field]: value } })
      }
    }
  }
})
