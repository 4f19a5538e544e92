import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Grant, type Role, TOKEN_SCOPES, covers } from '#model'
import { authorityOfGrants, authorityOfScopes, mixed } from './authority.ts'

const none = new Map()

function grant(role: Role, agency: string | null = null, service: string | null = null): Grant {
  return { role, agency, service, unit: null }
}

test('permissions are the union of the roles, the scope is the union of the places', () => {
  const duty = authorityOfGrants([grant('duty', 'A'), grant('integrator', 'A')], none, 'live')
  assert.deepEqual([...duty.permissions].sort(), [
    'alert.acknowledge',
    'alert.assign',
    'alert.mute',
    'alert.resolve',
    'asset.write',
    'incident.close',
    'incident.write',
    'read',
    'source.manage',
  ])
  assert.equal(duty.agency, 'A')
  const two = authorityOfGrants([grant('officer', 'A'), grant('officer', 'B')], none, 'live')
  assert.equal(two.agency, null)
  assert.equal(covers(two.scope, { agency: 'B', service: 'x', unit: 'y' }), true)
  assert.equal(covers(two.scope, { agency: null, service: null, unit: null }), false)
  assert.deepEqual(authorityOfGrants([], none, 'live').scope, [])
})

test('a small role in a wide place never widens a strong role in a narrow one', () => {
  const grants = [grant('administrator', 'A'), grant('leader')]
  assert.equal(mixed(grants), true)
  const authority = authorityOfGrants(grants, none, 'live')
  assert.deepEqual([...authority.permissions], ['read'])
  assert.equal(authority.administrator, false)
  assert.equal(mixed([grant('duty', 'A'), grant('leader', 'A'), grant('duty', 'B'), grant('leader', 'B')]), false)
  assert.equal(mixed([grant('duty', 'A'), grant('duty', 'B')]), false)
})

test('an administrator of the province is one without any restriction', () => {
  assert.equal(authorityOfGrants([grant('administrator')], none, 'live').administrator, true)
  assert.equal(authorityOfGrants([grant('administrator', 'A')], none, 'live').administrator, false)
  assert.equal(authorityOfGrants([grant('administrator', null, 'health')], none, 'live').administrator, false)
  assert.equal(authorityOfGrants([grant('leader')], none, 'live').administrator, false)
  assert.equal(authorityOfScopes(['admin'], null, none, 'live').administrator, true)
  assert.equal(authorityOfScopes(['admin'], 'A', none, 'live').administrator, false)
  assert.equal(authorityOfScopes(['write', 'read'], null, none, 'live').administrator, false)
})

test('credentials of the demonstration never write people, agencies or tokens', () => {
  for (const authority of [
    authorityOfGrants([grant('administrator')], none, 'demo'),
    authorityOfScopes(TOKEN_SCOPES, null, none, 'demo'),
  ]) {
    for (const shared of ['agency.manage', 'person.manage', 'token.manage'] as const) {
      assert.equal(authority.permissions.has(shared), false)
    }
    assert.equal(authority.permissions.has('audit.read'), true)
  }
})

test('an agency that changed its code is seen under all its codes and speaks under the present one', () => {
  const lineages = new Map([['A', { codes: ['A', 'A2'], current: 'A2' }]])
  const authority = authorityOfGrants([grant('officer', 'A')], lineages, 'live')
  assert.equal(authority.agency, 'A2')
  for (const agency of ['A', 'A2']) assert.equal(covers(authority.scope, { agency, service: null, unit: null }), true)
  assert.equal(
    covers(authorityOfScopes(['read'], 'A', lineages, 'live').scope, { agency: 'B', service: null, unit: null }),
    false,
  )
})
