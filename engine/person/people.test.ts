import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, EVERYTHING, type Grant, HOUR, type Problem, type Role } from '#model'
import { seedAgencies } from '#engine/agency'
import { testContext } from '#tests'
import { acceptInvitation, callerOfSession, disable, firstAdministrator, invite, listPersons, signIn } from './index.ts'

type Test = Awaited<ReturnType<typeof testContext>>
const root = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const password = 'một mật khẩu dài'
const live = { allowDemo: false }

function grant(role: Role, agency: string | null = null): Grant {
  return { role, agency, service: null, unit: null }
}
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

async function member(t: Test, login: string, ...grants: Grant[]): Promise<string> {
  const { secret } = await invite(t.shared, root, { name: login, login, grants })
  return (await acceptInvitation(t.shared, { secret, name: login, login, password })).id
}

test('the first administrator comes by a link that works once, for a day, and only the newest one', async () => {
  await using t = await town()
  const first = (await firstAdministrator(t.shared)) ?? ''
  const second = (await firstAdministrator(t.shared)) ?? ''
  assert.match(second, /^[\w-]{43}$/)
  const accept = (secret: string) => acceptInvitation(t.shared, { secret, name: 'Tên Thử', login: 'thu', password })
  await assert.rejects(accept(first), code('link_used'))
  await assert.rejects(accept('nothing'), code('link_used'))
  t.clock.advance(DAY)
  await assert.rejects(accept(second), code('link_used'))
  const third = (await firstAdministrator(t.shared)) ?? ''
  await assert.rejects(
    acceptInvitation(t.shared, { secret: third, name: 'a', login: 'thu', password: 'ngắn' }),
    code('weak_password'),
  )
  const person = await accept(third)
  assert.deepEqual(
    { ...person, id: '' },
    { id: '', name: 'Tên Thử', login: 'thu', demo: false, state: 'active', grants: [grant('administrator')] },
  )
  await assert.rejects(accept(third), code('link_used'))
  assert.equal(await firstAdministrator(t.shared), undefined)
  const stored = JSON.stringify([
    await t.ctx.db.query('select * from invitation'),
    await t.ctx.db.query('select * from audit'),
  ])
  for (const word of [first, second, third, password, 'Tên Thử']) assert.equal(stored.includes(word), false)
})

test('a link taken by two at once makes one account', async () => {
  await using t = await town()
  const secret = (await firstAdministrator(t.shared)) ?? ''
  const outcomes = await Promise.allSettled(
    ['mot', 'hai', 'ba'].map((login) => acceptInvitation(t.shared, { secret, name: login, login, password })),
  )
  assert.equal(outcomes.filter((one) => one.status === 'fulfilled').length, 1)
})

test('an invitation gives its grants; a login in use is a conflict; a new invitation voids the link before', async () => {
  await using t = await town()
  const input = { name: 'A', login: 'a.b', grants: [grant('officer', 'X1')] }
  const before = await invite(t.shared, root, input)
  const after = await invite(t.shared, root, { ...input, grants: [grant('duty', 'X2')] })
  assert.deepEqual([after.person.id, after.person.grants], [before.person.id, [grant('duty', 'X2')]])
  const accept = (secret: string, login: string) => acceptInvitation(t.shared, { secret, name: 'A', login, password })
  await assert.rejects(accept(before.secret, 'a.b'), code('link_used'))
  await member(t, 'c.d', grant('leader'))
  await assert.rejects(accept(after.secret, 'c.d'), code('conflict', '/login'))
  assert.equal((await accept(after.secret, 'a.b')).state, 'active')
  await assert.rejects(invite(t.shared, root, input), code('conflict', '/login'))
  for (const grants of [[], [grant('administrator', 'X1'), grant('leader')]]) {
    await assert.rejects(invite(t.shared, root, { ...input, login: 'new', grants }), code('invalid', '/grants'))
  }
  await assert.rejects(
    invite(t.shared, root, { ...input, login: 'new', grants: [grant('duty', 'X9')] }),
    code('invalid', '/grants/0/agency'),
  )
})

test('a manager of one agency asks in, sees and closes people of that agency alone', async () => {
  await using t = await town()
  const bound = { kind: 'person', id: 'm', scope: [{ agency: 'X1', service: null, unit: null }] } as const
  const mine = await member(t, 'mine', grant('officer', 'X1'))
  const theirs = await member(t, 'theirs', grant('officer', 'X2'))
  const both = await member(t, 'both', grant('officer', 'X1'), grant('officer', 'X2'))
  const wide = await member(t, 'wide', grant('leader'))
  for (const grants of [
    [grant('officer', 'X2')],
    [grant('officer')],
    [grant('officer', 'X1'), grant('officer', 'X2')],
  ]) {
    await assert.rejects(invite(t.shared, bound, { name: 'n', login: 'new', grants }), code('forbidden'))
  }
  await invite(t.shared, bound, { name: 'n', login: 'new', grants: [grant('administrator', 'X1')] })
  await assert.rejects(
    invite(t.shared, bound, { name: 'n', login: 'theirs', grants: [grant('duty', 'X1')] }),
    code('conflict'),
  )
  const seen = (await listPersons(t.shared, bound, { limit: 100 })).items.map((person) => person.login)
  assert.deepEqual(seen, ['mine', 'new'])
  for (const id of [theirs, both, wide]) await assert.rejects(disable(t.shared, bound, id), code('not_found'))
  assert.equal((await disable(t.shared, bound, mine)).state, 'disabled')
})

test('a disabled person is out at once and may be asked in again; the last administrator stays', async () => {
  await using t = await town()
  const admin = await member(t, 'admin', grant('administrator'))
  await assert.rejects(disable(t.shared, root, admin), code('conflict'))
  const second = await member(t, 'second', grant('administrator'))
  const { secret } = await signIn(t.shared, { login: 'second', password, address: '203.0.113.1' }, live)
  assert.equal((await callerOfSession(t.shared, secret, live))?.id, second)
  const both = await Promise.allSettled([disable(t.shared, root, admin), disable(t.shared, root, second)])
  assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
  if (both[1]?.status === 'rejected')
    await disable(t.shared, root, (await member(t, 'third', grant('administrator'))) && second)
  assert.equal(await callerOfSession(t.shared, secret, live), undefined)
  const again = await invite(t.shared, root, { name: 's', login: 'second', grants: [grant('leader')] })
  assert.equal(again.person.id, second)
  await assert.rejects(
    signIn(t.shared, { login: 'second', password, address: '203.0.113.1' }, live),
    code('wrong_credentials'),
  )
})

test('people page by cursor in order of login', async () => {
  await using t = await town()
  for (const login of ['c1', 'a1', 'b1']) await invite(t.shared, root, { name: login, login, grants: [grant('duty')] })
  const first = await listPersons(t.shared, root, { limit: 2 })
  const rest = await listPersons(t.shared, root, { limit: 2, cursor: first.next ?? undefined })
  assert.deepEqual(
    [...first.items, ...rest.items].map((person) => person.login),
    ['a1', 'b1', 'c1'],
  )
  assert.equal(rest.next, null)
})

test('links die with time: an hour before the day is over it works', async () => {
  await using t = await town()
  const { secret, expires } = await invite(t.shared, root, { name: 'x', login: 'x1', grants: [grant('duty')] })
  assert.equal(expires, t.clock.now() + DAY)
  t.clock.advance(DAY - HOUR)
  assert.equal((await acceptInvitation(t.shared, { secret, name: 'x', login: 'x1', password })).state, 'active')
})
