import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, MINUTE } from '#model'
import { cookieOf, own, password, town } from './town.ts'

type Town = Awaited<ReturnType<typeof town>>
const away = { 'x-forwarded-for': '203.0.113.77' }

function give(w: Town, cookie: string, code: string) {
  return w.app.inject({
    method: 'POST',
    url: '/api/v1/session/code',
    payload: { code },
    headers: { cookie, ...own },
  })
}

/** An administrator with a second factor, and a way to be asked for its code. */
async function standing() {
  const w = await town()
  await w.member('chu', 'administrator')
  const { cookie, secret, codes } = await w.enrol(cookieOf(await w.signIn('chu')))
  w.t.clock.advance(5 * MINUTE)
  return { w, cookie, secret, codes, half: async () => cookieOf(await w.signIn('chu')) }
}

test('an administrator enrols before anything else, and is asked for a code from then on', async () => {
  await using w = await town()
  await w.member('chu', 'administrator')
  const first = await w.signIn('chu')
  assert.deepEqual([first.statusCode, first.json().step, first.json().permissions], [200, 'enrolment', []])
  const half = cookieOf(first)
  for (const url of ['persons', 'tokens', 'audit', 'agencies', 'session/account']) {
    const answer = await w.app.inject({ url: `/api/v1/${url}`, headers: { cookie: half } })
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'unfinished'], url)
  }
  for (const [method, url] of [
    ['POST', 'session/code'],
    ['PUT', 'session/password'],
  ] as const) {
    const payload = { code: '000000', current: password, password: 'another long password' }
    const answer = await w.app.inject({ method, url: `/api/v1/${url}`, payload, headers: { cookie: half, ...own } })
    assert.notEqual(answer.statusCode, 200, url)
    assert.notEqual(answer.statusCode, 204, url)
  }
  const { cookie, secret, codes } = await w.enrol(half)
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  assert.equal((await w.app.inject({ url: '/api/v1/persons', headers: { cookie } })).statusCode, 200)
  assert.equal((await w.app.inject({ url: '/api/v1/session', headers: { cookie: half } })).statusCode, 401)
  const account = (await w.app.inject({ url: '/api/v1/session/account', headers: { cookie } })).json()
  assert.deepEqual([account.second_factor, account.recovery_codes], [true, 10])
  w.t.clock.advance(MINUTE)
  const again = await w.signIn('chu')
  assert.equal(again.json().step, 'code')
  const whole = await give(w, cookieOf(again), w.code(secret))
  assert.deepEqual([whole.statusCode, whole.json().step, whole.json().administrator], [200, null, true])
  assert.equal((await w.app.inject({ url: '/api/v1/persons', headers: { cookie: cookieOf(whole) } })).statusCode, 200)
  const stored = JSON.stringify([
    await w.t.ctx.db.query('select * from second_factor'),
    await w.t.ctx.db.query('select * from recovery_code'),
    await w.t.ctx.db.query('select * from audit'),
  ])
  for (const word of [secret, ...codes, Buffer.from(secret).toString('hex')]) assert.equal(stored.includes(word), false)
})

test('a code is taken once: its replay is 401, one after the other and at once, and so is every older one', async () => {
  const { w, secret, half } = await standing()
  await using _ = w
  const code = w.code(secret)
  assert.equal((await give(w, await half(), code)).statusCode, 200)
  const replay = await give(w, await half(), code)
  assert.deepEqual([replay.statusCode, replay.json().code], [401, 'wrong_code'])
  assert.equal((await give(w, await half(), w.code(secret, -1))).statusCode, 401)
  w.t.clock.advance(20 * MINUTE)
  const cookies = await Promise.all(Array.from({ length: 6 }, half))
  const answers = await Promise.all(cookies.map((cookie) => give(w, cookie, w.code(secret))))
  assert.equal(answers.filter((one) => one.statusCode === 200).length, 1)
  assert.equal(answers.filter((one) => one.statusCode === 401).length, 5)
})

test('a code of one minute ago or to come is refused, one of the step beside is taken', async () => {
  const { w, secret, half } = await standing()
  await using _ = w
  for (const steps of [-2, 2]) assert.equal((await give(w, await half(), w.code(secret, steps))).statusCode, 401)
  assert.equal((await give(w, await half(), w.code(secret, -1))).statusCode, 200)
  assert.equal((await give(w, await half(), w.code(secret, 1))).statusCode, 200)
})

test('a recovery code opens once, however it is typed, also when many try it at once', async () => {
  const { w, codes, half, cookie } = await standing()
  await using _ = w
  const [one = '', two = ''] = codes
  const typed = one.toUpperCase().replaceAll('-', ' ')
  const answers = await Promise.all((await Promise.all([half(), half(), half()])).map((held) => give(w, held, typed)))
  assert.deepEqual(
    answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b),
    [200, 401, 401],
  )
  assert.equal((await give(w, await half(), one)).statusCode, 401)
  assert.equal((await give(w, await half(), two)).statusCode, 200)
  assert.equal((await give(w, await half(), 'aaaa-bbbb-cccc-dddd')).statusCode, 401)
  const renew = (secret: string) =>
    w.app.inject({
      method: 'POST',
      url: '/api/v1/session/recovery-codes',
      payload: { password: secret },
      headers: { cookie, ...own },
    })
  assert.equal((await renew('wrong')).json().code, 'wrong_credentials')
  const fresh: string[] = (await renew(password)).json().recovery_codes
  assert.equal((await give(w, await half(), codes[2] ?? '')).statusCode, 401)
  assert.equal((await give(w, await half(), fresh[0] ?? '')).statusCode, 200)
})

test('guesses at the code are counted with those at the password', async () => {
  const { w, secret, half } = await standing()
  await using _ = w
  const cookie = await half()
  for (let n = 0; n < 4; n += 1) assert.equal((await w.signIn('chu', 'wrong')).statusCode, 401)
  for (let n = 0; n < 6; n += 1) assert.equal((await give(w, cookie, '000000')).statusCode, 401)
  const full = await give(w, cookie, w.code(secret))
  assert.deepEqual([full.statusCode, full.json().code], [429, 'too_many'])
  assert.equal((await w.signIn('chu')).statusCode, 429)
})

test('from outside the local network everybody needs a second factor, also in a session opened inside', async () => {
  await using w = await town()
  const inside = await w.person('can', 'officer', 'X1')
  const look = async (headers: object) =>
    (await w.app.inject({ url: '/api/v1/agencies', headers: { cookie: inside.cookie, ...headers } })).statusCode
  assert.deepEqual([await look({}), await look(away)], [200, 403])
  const answer = await w.signIn('can', password, away)
  assert.equal(answer.json().step, 'enrolment')
  const { secret, cookie } = await w.enrol(cookieOf(answer))
  assert.equal((await w.app.inject({ url: '/api/v1/agencies', headers: { cookie, ...away } })).statusCode, 200)
  assert.equal(await look({}), 401)
  w.t.clock.advance(MINUTE)
  const next = await w.signIn('can')
  assert.equal(next.json().step, 'code')
  assert.equal((await give(w, cookieOf(next), w.code(secret))).statusCode, 200)
})

test('a sign-in half done is over after a quarter of an hour, and its cookie opens nothing', async () => {
  const { w, secret, half } = await standing()
  await using _ = w
  const cookie = await half()
  w.t.clock.advance(15 * MINUTE)
  assert.equal((await give(w, cookie, w.code(secret))).statusCode, 401)
  assert.equal((await w.app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode, 401)
})

test('a second factor is exchanged by whoever has it and the password; the old one counts until the new one spoke', async () => {
  const { w, cookie, secret, half } = await standing()
  await using _ = w
  const offer = (held: string, payload: object) =>
    w.app.inject({ method: 'POST', url: '/api/v1/session/factor', payload, headers: { cookie: held, ...own } })
  assert.equal((await offer(await half(), { password })).json().code, 'unfinished')
  assert.equal((await offer(cookie, {})).json().code, 'wrong_credentials')
  const next = (await offer(cookie, { password })).json()
  assert.equal((await give(w, await half(), w.code(secret))).statusCode, 200)
  w.t.clock.advance(MINUTE)
  const confirm = (code: string) =>
    w.app.inject({
      method: 'POST',
      url: '/api/v1/session/factor/confirm',
      payload: { code },
      headers: { cookie, ...own },
    })
  assert.equal((await confirm('000000')).json().code, 'wrong_code')
  assert.equal((await confirm(w.code(next.secret))).statusCode, 200)
  w.t.clock.advance(MINUTE)
  assert.equal((await give(w, await half(), w.code(secret))).statusCode, 401)
  assert.equal((await give(w, await half(), w.code(next.secret))).statusCode, 200)
})

test('with a second factor 8 characters do; an administrator changes them within two months, and none of the last ten', async () => {
  const { w, cookie, secret, half } = await standing()
  await using _ = w
  let held = cookie
  let present = password
  const change = (next: string) =>
    w.app.inject({
      method: 'PUT',
      url: '/api/v1/session/password',
      payload: { current: present, password: next },
      headers: { cookie: held, ...own },
    })
  const back = async () => {
    w.t.clock.advance(MINUTE)
    const answer = await w.signIn('chu', present)
    const whole = await give(w, cookieOf(answer), w.code(secret))
    held = cookieOf(whole)
    return whole.json().step as string | null
  }
  assert.equal((await change('bảy chữ'.slice(0, 7))).json().code, 'weak_password')
  assert.equal((await change(password)).json().code, 'password_reused')
  for (let n = 0; n < 9; n += 1) {
    assert.equal((await change(`tám chữ ${n}`)).statusCode, 204, `${n}`)
    present = `tám chữ ${n}`
    assert.equal(await back(), null)
  }
  assert.equal((await change(password)).json().code, 'password_reused')
  assert.equal((await change('tám chữ 9')).statusCode, 204)
  present = 'tám chữ 9'
  await back()
  assert.equal((await change(password)).statusCode, 204)
  present = password
  await back()
  const due = async () =>
    (await w.app.inject({ url: '/api/v1/session/account', headers: { cookie: held } })).json().password_due as string
  assert.equal(await due(), null)
  w.t.clock.advance(50 * DAY)
  assert.equal(await back(), null)
  assert.match(await due(), /^2027-01-2/)
  w.t.clock.advance(9 * DAY)
  assert.equal(await back(), 'password')
  const refused = await w.app.inject({ url: '/api/v1/persons', headers: { cookie: held } })
  assert.equal(refused.json().code, 'unfinished')
  assert.equal((await change('đổi rồi nhé')).statusCode, 204)
  present = 'đổi rồi nhé'
  assert.equal(await back(), null)
  assert.ok(await half())
})
