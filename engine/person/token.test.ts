import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, type Problem, TOKEN_PERMISSIONS } from '#model'
import { putAgency, seedAgencies } from '#engine/agency'
import { testContext } from '#tests'
import { callerOfToken, createToken, listTokens, renewToken, revokeToken } from './index.ts'

type Test = Awaited<ReturnType<typeof testContext>>
const root = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const bound = { kind: 'person', id: 'm', scope: [{ agency: 'X1', service: null, unit: null }] } as const
const order = { name: 'station', scopes: ['ingest', 'read'], agency: null, context: 'live' } as const

function code(expected: string, pointer?: string): (error: Problem) => boolean {
  return (error) => error.code === expected && (pointer === undefined || error.pointer === pointer)
}
async function town(): Promise<Test> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T03:00:00Z'))
  await seedAgencies(
    t.owner('live'),
    ['X1', 'X2'].map((one) => ({
      id: `${one}@2025-07-01`,
      code: one,
      valid_from: '2025-07-01',
      valid_to: null,
      name: one,
      short: one,
      kind: 'department' as const,
      parent: null,
      unit: null,
    })),
  )
  return t
}

test('a token is shown once, kept as a digest, and carries its scopes, agency and context', async () => {
  await using t = await town()
  const { token, secret } = await createToken(t.shared, root, { ...order, agency: 'X1' })
  assert.match(secret, /^srp_[\w-]{43}$/)
  assert.deepEqual(
    { ...token, id: '' },
    {
      id: '',
      ...order,
      agency: 'X1',
      scopes: ['ingest', 'read'],
      created_at: new Date(t.clock.now()).toISOString(),
      revoked_at: null,
    },
  )
  const caller = await callerOfToken(t.shared, secret)
  assert.deepEqual(
    [caller?.kind, caller?.id, caller?.name, caller?.context, caller?.agency],
    ['token', token.id, 'station', 'live', 'X1'],
  )
  assert.deepEqual([...(caller?.permissions ?? [])].sort(), ['ingest', 'read'])
  assert.deepEqual(caller?.scope, [{ agency: 'X1', service: null, unit: null }])
  assert.equal(await callerOfToken(t.shared, secret.slice(0, -1)), undefined)
  const stored = JSON.stringify([
    await t.ctx.db.query('select * from token'),
    await t.ctx.db.query('select * from audit'),
    (await listTokens(t.shared, root, { limit: 10 })).items,
  ])
  assert.equal(stored.includes(secret), false)
})

test('a revoked token is worth nothing and gives its name free', async () => {
  await using t = await town()
  const { token, secret } = await createToken(t.shared, root, order)
  await assert.rejects(createToken(t.shared, root, order), code('conflict', '/name'))
  await createToken(t.shared, root, { ...order, context: 'demo' })
  assert.notEqual((await revokeToken(t.shared, root, token.id)).revoked_at, null)
  assert.equal(await callerOfToken(t.shared, secret), undefined)
  const next = await createToken(t.shared, root, order)
  assert.equal((await callerOfToken(t.shared, next.secret))?.name, 'station')
})

test('a manager of one agency makes, sees and revokes tokens of that agency alone', async () => {
  await using t = await town()
  const mine = await createToken(t.shared, bound, { ...order, name: 'mine', agency: 'X1' })
  const theirs = await createToken(t.shared, root, { ...order, name: 'theirs', agency: 'X2' })
  const wide = await createToken(t.shared, root, { ...order, name: 'wide' })
  for (const agency of ['X2', null]) {
    await assert.rejects(createToken(t.shared, bound, { ...order, agency }), code('forbidden', '/agency'))
  }
  await assert.rejects(createToken(t.shared, root, { ...order, agency: 'X9' }), code('invalid', '/agency'))
  await assert.rejects(createToken(t.shared, root, { ...order, agency: 'X1@2025-07-01' }), code('invalid', '/agency'))
  assert.deepEqual(
    (await listTokens(t.shared, bound, { limit: 10 })).items.map((token) => token.name),
    ['mine'],
  )
  for (const { token } of [theirs, wide])
    await assert.rejects(revokeToken(t.shared, bound, token.id), code('not_found'))
  await revokeToken(t.shared, bound, mine.token.id)
  assert.notEqual(await callerOfToken(t.shared, theirs.secret), undefined)
})

test('renewing a name ends its old secret; another agency cannot', async () => {
  await using t = await town()
  const first = await renewToken(t.shared, root, { ...order, agency: 'X2' })
  const second = await renewToken(t.shared, root, { ...order, agency: 'X2' })
  assert.equal(await callerOfToken(t.shared, first.secret), undefined)
  assert.equal((await callerOfToken(t.shared, second.secret))?.name, 'station')
  await assert.rejects(renewToken(t.shared, bound, { ...order, agency: 'X1' }), code('conflict', '/name'))
  assert.notEqual(await callerOfToken(t.shared, second.secret), undefined)
})

test('tokens page by cursor in order of name', async () => {
  await using t = await town()
  for (const name of ['c', 'a', 'b']) await createToken(t.shared, root, { ...order, name })
  const first = await listTokens(t.shared, root, { limit: 2 })
  const rest = await listTokens(t.shared, root, { limit: 2, cursor: first.next ?? undefined })
  assert.deepEqual(
    [...first.items, ...rest.items].map((token) => token.name),
    ['a', 'b', 'c'],
  )
})

test('ADMIN_TOKEN is an administrator of live with every scope, and its name is its own', async () => {
  await using t = await town()
  const setting = 'x'.repeat(32)
  const caller = await callerOfToken(t.shared, setting, setting)
  assert.deepEqual(
    [caller?.id, caller?.name, caller?.context, caller?.agency, caller?.administrator, caller?.scope],
    ['admin-token', 'admin', 'live', null, true, EVERYTHING],
  )
  for (const permission of Object.values(TOKEN_PERMISSIONS).flat())
    assert.equal(caller?.permissions.has(permission), true)
  assert.equal(await callerOfToken(t.shared, setting), undefined)
  assert.equal(await callerOfToken(t.shared, `${setting}x`, setting), undefined)
  assert.equal(await callerOfToken(t.shared, '', setting), undefined)
  await assert.rejects(createToken(t.shared, root, { ...order, name: 'admin' }), code('conflict', '/name'))
})

test('the token of an agency whose code changed reaches what stands under both codes', async () => {
  await using t = await town()
  const { secret } = await createToken(t.shared, root, { ...order, agency: 'X1' })
  await putAgency(t.shared, root, 'X1', { code: 'X1N', from: '2026-01-01' })
  const caller = await callerOfToken(t.shared, secret)
  assert.equal(caller?.agency, 'X1N')
  assert.deepEqual(new Set(caller.scope.map((part) => part.agency)), new Set(['X1', 'X1N']))
})
