import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, EVERYTHING, type Grant, type Problem, type Role } from '#model'
import { testContext } from '#tests'
import { disableIdle, runAccountRules } from './idle.ts'
import { acceptInvitation, callerOfSession, firstAdministrator, invite, recover, signIn } from './index.ts'
import { confirmAccess, listReviews, revokeAccess } from './review-access.ts'

type Test = Awaited<ReturnType<typeof testContext>>
const root = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const password = 'một mật khẩu dài'
const live = { allowDemo: false }

function grant(role: Role): Grant {
  return { role, agency: null, service: null, unit: null }
}
function code(expected: string): (error: Problem) => boolean {
  return (error) => error.code === expected
}
async function standing(): Promise<Test> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T03:00:00Z'))
  return t
}
async function member(t: Test, login: string, ...grants: Grant[]): Promise<string> {
  const { secret } = await invite(t.shared, root, { name: login, login, grants })
  return (await acceptInvitation(t.shared, { secret, name: login, login, password })).id
}
const open = async (t: Test, login: string): Promise<string> =>
  (await signIn(t.shared, { login, password, address: '203.0.113.1' }, live)).secret
const state = async (t: Test, login: string): Promise<string | undefined> =>
  (await t.ctx.db.query<{ state: string }>('select state from person where login = $1', [login]))[0]?.state
const acts = async (t: Test, act: string): Promise<{ actor: string; subject: string; detail: object }[]> =>
  t.ctx.db.query('select actor, subject, detail from audit where act = $1 order by id', [act])

test('an account that nobody used for 45 days is closed, the last administrator too, and each is on the trail', async () => {
  await using t = await standing()
  await member(t, 'chu', grant('administrator'))
  await member(t, 'moi', grant('duty'))
  const busy = await member(t, 'ban', grant('duty'))
  t.clock.advance(30 * DAY)
  const secret = await open(t, 'ban')
  assert.equal((await callerOfSession(t.shared, secret, live))?.id, busy)
  t.clock.advance(15 * DAY - 1)
  assert.equal(await disableIdle(t.shared), 0)
  t.clock.advance(1)
  assert.equal(await disableIdle(t.shared), 2)
  assert.deepEqual(
    [await state(t, 'chu'), await state(t, 'moi'), await state(t, 'ban')],
    ['disabled', 'disabled', 'active'],
  )
  assert.deepEqual(
    (await acts(t, 'person.disable')).map((one) => one.actor),
    ['account-rules', 'account-rules'],
  )
  assert.equal(await disableIdle(t.shared), 0)
  t.clock.advance(30 * DAY)
  const rules = await runAccountRules(t.ctx)
  await rules.look()
  assert.equal(await state(t, 'ban'), 'disabled')
  await rules.stop()
  const { secret: link } = await recover(t.shared, root, { by: 'login', value: 'moi' })
  await acceptInvitation(t.shared, { secret: link, name: 'moi', login: 'moi', password: 'một mật khẩu khác' })
  assert.equal(await disableIdle(t.shared), 0)
  assert.equal(await state(t, 'moi'), 'active')
})

test('recovery opens the last administrator again, ends what was before, and refuses the password of before', async () => {
  await using t = await standing()
  const first = (await firstAdministrator(t.shared)) ?? ''
  const { id } = await acceptInvitation(t.shared, { secret: first, name: 'chu', login: 'chu', password })
  const secret = await open(t, 'chu')
  assert.equal((await callerOfSession(t.shared, secret, live))?.step, 'enrolment')
  await t.ctx.db.query(`insert into second_factor (person, secret) values ($1, 'x')`, [id])
  const recovered = await recover(t.shared, root, { by: 'login', value: 'chu' })
  assert.deepEqual([recovered.person.id, recovered.person.grants], [id, [grant('administrator')]])
  assert.equal(await callerOfSession(t.shared, secret, live), undefined)
  await assert.rejects(open(t, 'chu'), code('wrong_credentials'))
  assert.deepEqual(await t.ctx.db.query('select * from second_factor'), [])
  const accept = (given: string) =>
    acceptInvitation(t.shared, { secret: recovered.secret, name: 'chu', login: 'chu', password: given })
  await assert.rejects(accept(password), code('password_reused'))
  assert.equal((await accept('một mật khẩu khác')).id, id)
  await assert.rejects(recover(t.shared, root, { by: 'login', value: 'nobody' }), code('not_found'))
  assert.deepEqual(
    (await acts(t, 'person.recover')).map((one) => [
      one.subject,
      JSON.stringify(one.detail).includes('"factor": true'),
    ]),
    [[id, false]],
  )
  assert.match(JSON.stringify(await acts(t, 'person.recover')), /"factor":true/)
})

test('grants are due every six months; each is confirmed or revoked by somebody else', async () => {
  await using t = await standing()
  const officer = await member(t, 'an-toan', grant('security-officer'))
  const admin = await member(t, 'chu', grant('administrator'))
  const both = await member(t, 'hai', grant('duty'), grant('integrator'))
  const reviewer = { kind: 'person', id: officer, scope: EVERYTHING } as const
  const list = async (overdue = false) => (await listReviews(t.shared, reviewer, { overdue, limit: 100 })).items
  assert.deepEqual((await list()).map((one) => one.grant.role).toSorted(), [
    'administrator',
    'duty',
    'integrator',
    'security-officer',
  ])
  assert.deepEqual(await list(true), [])
  t.clock.advance(182 * DAY)
  const secret = await open(t, 'hai')
  assert.equal((await list(true)).length, 4)
  const of = async (role: Role) => (await list()).find((one) => one.grant.role === role)
  const duty = await of('duty')
  assert.equal(duty?.last_seen, new Date(t.clock.now()).toISOString())
  assert.equal(duty.due_at, '2027-05-24T03:00:00.000Z')
  const confirmed = await confirmAccess(t.shared, reviewer, duty.id)
  assert.deepEqual(
    [confirmed.overdue, confirmed.reviewed_by, confirmed.due_at],
    [false, officer, '2027-11-25T03:00:00.000Z'],
  )
  const own = (await of('security-officer'))?.id ?? ''
  for (const act of [confirmAccess, revokeAccess]) await assert.rejects(act(t.shared, reviewer, own), code('forbidden'))
  const chief = (await of('administrator'))?.id ?? ''
  await assert.rejects(revokeAccess(t.shared, reviewer, chief), code('conflict'))
  const elsewhere = { kind: 'person', id: admin, scope: [{ agency: 'X1', service: null, unit: null }] } as const
  await assert.rejects(revokeAccess(t.shared, elsewhere, duty.id), code('not_found'))
  assert.deepEqual((await listReviews(t.shared, elsewhere, { overdue: false, limit: 10 })).items, [])

  assert.equal((await revokeAccess(t.shared, reviewer, (await of('integrator'))?.id ?? '')).disabled, false)
  const left = await callerOfSession(t.shared, secret, live)
  assert.deepEqual([left?.permissions.has('alert.acknowledge'), left?.permissions.has('source.manage')], [true, false])
  assert.equal((await revokeAccess(t.shared, reviewer, duty.id)).disabled, true)
  assert.equal(await callerOfSession(t.shared, secret, live), undefined)
  assert.equal(await state(t, 'hai'), 'disabled')
  await assert.rejects(revokeAccess(t.shared, reviewer, duty.id), code('not_found'))
  assert.deepEqual(
    (await acts(t, 'access.revoke')).map((one) => one.subject),
    [both, both],
  )
  // An account without any grant can still be asked in again by the province.
  const province = { kind: 'person', id: admin, scope: [{ agency: null, service: null, unit: null }] } as const
  assert.equal(
    (await invite(t.shared, province, { name: 'hai', login: 'hai', grants: [grant('duty')] })).person.id,
    both,
  )
})

test('the list of grants pages by cursor, the one due first first', async () => {
  await using t = await standing()
  for (const login of ['c1', 'a1', 'b1']) {
    await member(t, login, grant('duty'))
    t.clock.advance(DAY)
  }
  const first = await listReviews(t.shared, root, { overdue: false, limit: 2 })
  const rest = await listReviews(t.shared, root, { overdue: false, limit: 2, cursor: first.next ?? undefined })
  assert.deepEqual(
    [...first.items, ...rest.items].map((one) => one.person.login),
    ['c1', 'a1', 'b1'],
  )
  assert.equal(rest.next, null)
})

test('the security officer holds no other role, and sees the trail and the grants but no figure', async () => {
  await using t = await standing()
  await assert.rejects(
    invite(t.shared, root, { name: 'x', login: 'x1', grants: [grant('security-officer'), grant('duty')] }),
    code('invalid'),
  )
  await member(t, 'an-toan', grant('security-officer'))
  const secret = await open(t, 'an-toan')
  assert.equal((await callerOfSession(t.shared, secret, live))?.step, 'enrolment')
  await t.owner('live').query('update session set second = true')
  const caller = await callerOfSession(t.shared, secret, live)
  assert.deepEqual([...(caller?.permissions ?? [])].toSorted(), ['access.review', 'audit.read', 'person.disable'])
})
