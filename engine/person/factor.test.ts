import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from 'otpauth'
import { factorUri, newFactorSecret, stepOfCode } from './factor.ts'

/** RFC 6238 appendix B, SHA-1: seconds and the code; of eight digits the last six are those of a six-digit code. */
const VECTORS = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const

test('codes are those of RFC 6238', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32
  for (const [seconds, code] of VECTORS) {
    assert.equal(stepOfCode(secret, code.slice(2), seconds * 1000), Math.floor(seconds / 30), `${seconds}`)
    assert.equal(stepOfCode(secret, '000000', seconds * 1000), undefined)
  }
})

test('a clock may be one step off, either way, and no more', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32
  const [seconds, code] = VECTORS[3]
  const at = (off: number): number | undefined => stepOfCode(secret, code.slice(2), (seconds + off) * 1000)
  const step = Math.floor(seconds / 30)
  assert.deepEqual([at(-30), at(0), at(30)], [step, step, step])
  assert.deepEqual([at(-60), at(60)], [undefined, undefined])
})

test('a secret has 160 bits and its picture names the centre and the login', () => {
  const secret = newFactorSecret()
  assert.match(secret, /^[A-Z2-7]{32}$/)
  assert.notEqual(secret, newFactorSecret())
  const uri = new URL(factorUri(secret, 'le.thu@x'))
  assert.deepEqual([uri.protocol, decodeURIComponent(uri.pathname)], ['otpauth:', '/Serepok:le.thu@x'])
  assert.deepEqual(
    ['secret', 'issuer', 'digits', 'period'].map((name) => uri.searchParams.get(name)),
    [secret, 'Serepok', '6', '30'],
  )
})
