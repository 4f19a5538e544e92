import assert from 'node:assert/strict'
import { test } from 'node:test'
import { network } from './throttle.ts'

test('an address is an IPv4 address or the /64 of an IPv6 one, however it is written', () => {
  assert.equal(network('203.0.113.9'), '203.0.113.9')
  assert.equal(network('::ffff:203.0.113.9'), '203.0.113.9')
  assert.equal(network('2001:db8::1'), network('2001:0db8:0:0:ffff:1:2:3'))
  assert.notEqual(network('2001:db8::1'), network('2001:db8:0:1::1'))
  assert.equal(network('fe80::1%eth0'), 'fe80:0:0:0')
  assert.equal(network('::1'), '0:0:0:0')
  assert.equal(network('2001:db8:1:2::'), '2001:db8:1:2')
})
