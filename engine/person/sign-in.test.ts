import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DAY, EVERYTHING, HOUR, MINUTE, type Problem, type Role } from '#model'
import { openSecretBox } from '#platform/secret'
import { testContext } from '#tests'
import { changePassword } from './change-password.ts'
import { acceptInvitation, callerOfSession, invite, seedDemoPeople, signIn, signOut } from './index.ts'
import { passwordMatches } from './password.ts'

type Test = Awaited<ReturnType<typeof testContext>>

async function standing(): Promise<Test> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T03:00:00Z'))
  return t
}
const root = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const password = 'một mật khẩu dài'
const live = { allowDemo: false }
const start = { allowDemo: true }
const here = '203.0.113.1'

function code(expected: string): (error: Problem) => boolean {
  return (error) => error.code === expected
}
async function member(t: Test, login: string, role: Role = 'duty'): Promise<string> {
  const grants = [{ role, agency: null, service: null, unit: null }]
  const { secret } = await invite(t.shared, root, { name: `Tên ${login}`, login, grants })
  return (await acceptInvitation(t.shared, { secret, name: `Tên ${login}`, login, password })).id
}

test('a session is found by its secret alone, which is stored nowhere', async () => {
  await using t = await standing()
  const id = await member(t, 'mot')
  const { secret } = await signIn(t.shared, { login: ' MOT ', password, address: here }, live)
  assert.match(secret, /^[\w-]{43}$/)
  const caller = await callerOfSession(t.shared, secret, live)
  assert.deepEqual([caller?.kind, caller?.id, caller?.name, caller?.context], ['person', id, 'Tên mot', 'live'])
  assert.deepEqual(caller?.scope, EVERYTHING)
  assert.equal(await callerOfSession(t.shared, `${secret}x`, live), undefined)
  const stored = JSON.stringify([
    await t.ctx.db.query('select * from session'),
    await t.ctx.db.query('select * from audit'),
  ])
  for (const word of [secret, password, here, 'Tên mot']) assert.equal(stored.includes(word), false)
})

test('a session ends by signing out, by 12 idle hours and after 7 days', async () => {
  await using t = await standing()
  await member(t, 'mot')
  const open = async (): Promise<string> =>
    (await signIn(t.shared, { login: 'mot', password, address: here }, live)).secret
  const out = await open()
  const other = await open()
  await signOut(t.shared, out)
  await signOut(t.shared, out)
  assert.equal(await callerOfSession(t.shared, out, live), undefined)
  assert.notEqual(await callerOfSession(t.shared, other, live), undefined)
  t.clock.advance(11 * HOUR)
  assert.notEqual(await callerOfSession(t.shared, other, { ...live, touch: false }), undefined)
  t.clock.advance(HOUR)
  assert.equal(await callerOfSession(t.shared, other, live), undefined)
  const busy = await open()
  for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
    t.clock.advance(8 * HOUR)
    assert.notEqual(await callerOfSession(t.shared, busy, live), undefined)
  }
  t.clock.advance(8 * HOUR)
  assert.equal(await callerOfSession(t.shared, busy, live), undefined)
  assert.equal((await t.ctx.db.query(`select * from audit where act = 'session.close'`)).length, 1)
})

test('signing in ends the session that the browser had', async () => {
  await using t = await standing()
  await member(t, 'mot')
  const { secret: previous } = await signIn(t.shared, { login: 'mot', password, address: here }, live)
  const { secret } = await signIn(t.shared, { login: 'mot', password, address: here, previous }, live)
  assert.notEqual(secret, previous)
  assert.equal(await callerOfSession(t.shared, previous, live), undefined)
})

test('unknown login, wrong password and closed accounts do the same work and get the same answer', async () => {
  await using t = await standing()
  await member(t, 'mot')
  await member(t, 'hai')
  await t.owner('live').query(`update person set state = 'disabled' where login = 'hai'`)
  await t.owner('live').query(
    `insert into person (id, name, login, state, salt, created_at)
    values (gen_random_uuid(), 'x', 'invited', 'invited', 'x', $1)`,
    [new Date(t.clock.now()).toISOString()],
  )
  const asked: (string | null)[] = []
  const matches: typeof passwordMatches = (stored, given) => {
    asked.push(stored)
    return passwordMatches(stored, given)
  }
  for (const [login, given] of [
    ['mot', 'wrong'],
    ['nobody', 'wrong'],
    ['hai', password],
    ['invited', password],
    ['\0', 'x'],
    ['', ''],
  ] as const) {
    await assert.rejects(
      signIn(t.shared, { login, password: given, address: `${login.length}` }, { ...live, matches }),
      (error: Problem) => {
        assert.deepEqual([error.code, error.detail, error.pointer], ['wrong_credentials', undefined, undefined])
        return true
      },
    )
  }
  assert.equal(asked.length, 6)
  assert.deepEqual(asked.slice(1), [null, null, null, null, null])
  assert.match(asked[0] ?? '', /^\$argon2id\$/)
  assert.deepEqual(await t.ctx.db.query('select * from session'), [])
})

test('ten failures of an account or of an address within 15 minutes are all, known or not, at once or not', async () => {
  await using t = await standing()
  await member(t, 'mot')
  const wrong = (login: string, address: string) =>
    signIn(t.shared, { login, password: 'x', address }, { ...live, matches: () => Promise.resolve(false) })
  for (const login of ['mot', 'nobody']) {
    const tries = Array.from({ length: 25 }, (_, n) =>
      wrong(login, `198.51.100.${n}`).catch((error: Problem) => error.code),
    )
    const codes = await Promise.all(tries)
    assert.equal(codes.filter((one) => one === 'wrong_credentials').length, 10, login)
    assert.equal(codes.filter((one) => one === 'too_many').length, 15, login)
    t.clock.advance(15 * MINUTE)
  }
  for (let n = 0; n < 10; n += 1) await assert.rejects(wrong(`login${n}`, here), code('wrong_credentials'))
  t.clock.advance(5 * MINUTE)
  await assert.rejects(
    wrong('one.more', here),
    (error: Problem) => error.code === 'too_many' && error.retryAfter === 600,
  )
  await assert.rejects(signIn(t.shared, { login: 'mot', password, address: here }, live), code('too_many'))
  await signIn(t.shared, { login: 'mot', password, address: '203.0.113.2' }, live)
  t.clock.advance(10 * MINUTE)
  await signIn(t.shared, { login: 'mot', password, address: here }, live)
  const keys = await t.ctx.db.query<{ key: Buffer }>('select key from sign_in_failure')
  assert.equal(keys.length, 0)
})

test('a right password takes only its own try back', async () => {
  await using t = await standing()
  await member(t, 'mot')
  const wrong = (login: string) => signIn(t.shared, { login, password: 'x', address: here }, live)
  for (let n = 0; n < 9; n += 1) await assert.rejects(wrong('mot'), code('wrong_credentials'))
  for (let n = 0; n < 3; n += 1) await signIn(t.shared, { login: 'mot', password, address: here }, live)
  await assert.rejects(wrong('mot'), code('wrong_credentials'))
  await assert.rejects(wrong('mot'), code('too_many'))
})

test('with another secret.key the throttle starts anew and works', async () => {
  await using t = await standing()
  const folder = await mkdtemp(join(tmpdir(), 'serepok-key-'))
  const other = { ...t.shared, secret: openSecretBox(join(folder, 'secret.key')) }
  const wrong = (shared: Test['shared']) =>
    signIn(shared, { login: 'x1', password: 'x', address: here }, { ...live, matches: () => Promise.resolve(false) })
  for (let n = 0; n < 10; n += 1) await assert.rejects(wrong(t.shared), code('wrong_credentials'))
  for (let n = 0; n < 10; n += 1) await assert.rejects(wrong(other), code('wrong_credentials'))
  await assert.rejects(wrong(other), code('too_many'))
  await rm(folder, { recursive: true })
})

test('a new password ends every session, needs the present one, and is throttled', async () => {
  await using t = await standing()
  const id = await member(t, 'mot')
  const { secret } = await signIn(t.shared, { login: 'mot', password, address: here }, live)
  const change = (current: string, next: string) =>
    changePassword(t.shared, id, { current, password: next, address: here })
  await assert.rejects(change('wrong', 'another long password'), code('wrong_credentials'))
  await assert.rejects(change(password, 'short'), code('weak_password'))
  await change(password, 'another long password')
  assert.equal(await callerOfSession(t.shared, secret, live), undefined)
  await assert.rejects(signIn(t.shared, { login: 'mot', password, address: here }, live), code('wrong_credentials'))
  await signIn(t.shared, { login: 'mot', password: 'another long password', address: here }, live)
  for (let n = 0; n < 20; n += 1) await change('wrong', 'another long password').catch(() => undefined)
  await assert.rejects(change('another long password', 'third long password'), code('too_many'))
})

test('accounts of the demonstration keep their passwords, serve demo only, and are refused where it does not run', async () => {
  await using t = await standing()
  const folder = await mkdtemp(join(tmpdir(), 'serepok-demo-'))
  const accounts = await seedDemoPeople(t.shared, folder)
  assert.deepEqual(
    accounts.map((one) => one.login),
    ['truc-ban', 'lanh-dao', 'quan-tri', 'can-bo-nnmt', 'tich-hop'],
  )
  assert.deepEqual(await seedDemoPeople(t.shared, folder), accounts)
  assert.equal((await stat(join(folder, 'demo-accounts.json'))).mode & 0o777, 0o600)
  assert.equal((await t.ctx.db.query(`select * from audit where act = 'person.create'`)).length, 5)
  for (const account of accounts) {
    const { secret } = await signIn(t.shared, { ...account, address: here }, start)
    const caller = await callerOfSession(t.shared, secret, start)
    assert.equal(caller?.context, 'demo')
    for (const shared of ['person.manage', 'agency.manage', 'token.manage'] as const)
      assert.equal(caller.permissions.has(shared), false)
    assert.equal(caller.agency, account.login === 'can-bo-nnmt' ? 'H15.NNMT' : null)
    assert.equal(await callerOfSession(t.shared, secret, live), undefined)
    await assert.rejects(signIn(t.shared, { ...account, address: '203.0.113.7' }, live), code('wrong_credentials'))
    await assert.rejects(
      changePassword(t.shared, caller.id, {
        current: account.password,
        password: 'another long password',
        address: here,
      }),
      code('forbidden'),
    )
  }
  const before = await readFile(join(folder, 'demo-accounts.json'), 'utf8')
  await rm(folder, { recursive: true })
  const elsewhere = await mkdtemp(join(tmpdir(), 'serepok-demo-'))
  const renewed = await seedDemoPeople(t.shared, elsewhere)
  assert.notEqual(await readFile(join(elsewhere, 'demo-accounts.json'), 'utf8'), before)
  await signIn(t.shared, { login: 'quan-tri', password: renewed[2]?.password ?? '', address: '203.0.113.8' }, start)
  await rm(elsewhere, { recursive: true })
})

test('a real person who has the login of a demonstration account is left alone', async () => {
  await using t = await standing()
  const id = await member(t, 'truc-ban')
  const folder = await mkdtemp(join(tmpdir(), 'serepok-demo-'))
  assert.equal(
    (await seedDemoPeople(t.shared, folder)).some((one) => one.login === 'truc-ban'),
    false,
  )
  const { secret } = await signIn(t.shared, { login: 'truc-ban', password, address: here }, start)
  assert.deepEqual((await callerOfSession(t.shared, secret, start))?.id, id)
  await rm(folder, { recursive: true })
})

test('an account that is closed between the look and the session gets none', async () => {
  await using t = await standing()
  await member(t, 'mot')
  const matches: typeof passwordMatches = async (stored, given) => {
    const same = await passwordMatches(stored, given)
    await t.owner('live').query(`update person set state = 'disabled'`)
    return same
  }
  await assert.rejects(
    signIn(t.shared, { login: 'mot', password, address: here }, { ...live, matches }),
    code('wrong_credentials'),
  )
  t.clock.advance(DAY)
})
