import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify } from '@node-rs/argon2'
import type { Problem } from '#model'
import { checkPassword, hashPassword, passwordMatches } from './password.ts'

test('a password has at least 14 characters, 8 with a second factor, and is not the login', () => {
  const weak = (error: Problem): boolean => error.code === 'weak_password' && error.pointer === '/password'
  assert.throws(() => checkPassword('1234567890123', 'someone', false), weak)
  assert.throws(() => checkPassword('😀'.repeat(13), 'someone', false), weak)
  assert.throws(() => checkPassword('Someone.Someone', 'someone.someone', false), weak)
  assert.throws(() => checkPassword('1234567', 'someone', true), weak)
  assert.throws(() => checkPassword('Someone.S', 'someone.s', true), weak)
  checkPassword('12345678901234', 'someone', false)
  checkPassword('mật khẩu đủ dài', 'someone', false)
  checkPassword('12345678', 'someone', true)
})

test('the hash is argon2id with its cost inside, and accents may be composed or not', async () => {
  const hash = await hashPassword('Hòa bình muôn năm'.normalize('NFC'))
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await passwordMatches(hash, 'Hòa bình muôn năm'.normalize('NFD')), true)
  assert.equal(await passwordMatches(hash, 'hòa bình muôn năm'), false)
})

test('without a stored hash the same work is done against a hash of the same cost', async () => {
  const real = await hashPassword('a password of somebody')
  const checked: string[] = []
  const watched: typeof verify = (hash, password) => {
    checked.push(String(hash))
    return verify(hash, password)
  }
  assert.equal(await passwordMatches(null, 'anything at all', watched), false)
  assert.equal(await passwordMatches(real, 'anything at all', watched), false)
  assert.equal(checked.length, 2)
  assert.notEqual(checked[0], real)
  assert.equal(cost(checked[0]), cost(real))
  // Even if the stranger's hash matched, nobody would be let in.
  assert.equal(await passwordMatches(null, 'anything', () => Promise.resolve(true)), false)
})

function cost(hash: string | undefined): string | undefined {
  return hash?.split('$').slice(1, 4).join('$')
}
