import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, type Role } from '#model'
import { type SignInState, passwordEnd, signInStep } from './sign-in-step.ts'

const NOW = Date.parse('2026-11-24T03:00:00Z')

function state(role: Role, more: Partial<SignInState> = {}): SignInState {
  const grants = [{ role, agency: 'X1', service: null, unit: null }]
  return { demo: false, grants, second: false, outside: false, factor: false, passwordAt: NOW, ...more }
}

test('administrators and the security officer need a second factor everywhere, others from outside', () => {
  for (const role of ['administrator', 'security-officer'] as const) {
    assert.equal(signInStep(state(role), NOW), 'enrolment')
    assert.equal(signInStep(state(role, { factor: true }), NOW), 'code')
    assert.equal(signInStep(state(role, { factor: true, second: true }), NOW), undefined)
  }
  for (const role of ['leader', 'duty', 'officer', 'integrator', 'auditor'] as const) {
    assert.equal(signInStep(state(role), NOW), undefined)
    assert.equal(signInStep(state(role, { outside: true }), NOW), 'enrolment')
    assert.equal(signInStep(state(role, { outside: true, factor: true }), NOW), 'code')
    // Who has one is asked for it inside too: a short password leans on it.
    assert.equal(signInStep(state(role, { factor: true }), NOW), 'code')
  }
  assert.equal(signInStep(state('administrator', { demo: true, outside: true }), NOW), undefined)
})

test('the password of an administrator is another one within two months, after the second factor', () => {
  const old = { passwordAt: NOW - 59 * DAY }
  assert.equal(signInStep(state('administrator', { ...old, factor: true }), NOW), 'code')
  const whole = { factor: true, second: true }
  assert.equal(signInStep(state('administrator', { ...old, ...whole }), NOW), 'password')
  assert.equal(signInStep(state('administrator', { passwordAt: NOW - 59 * DAY + 1, ...whole }), NOW), undefined)
  assert.equal(signInStep(state('officer', { passwordAt: 0 }), NOW), undefined)
  assert.equal(passwordEnd(state('administrator', { passwordAt: null })), undefined)
})
