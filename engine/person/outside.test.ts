import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromOutside, localNetworks } from './outside.ts'

function came(remoteAddress: string, headers: Record<string, string> = {}, blocks?: string[]): boolean {
  return fromOutside({ socket: { remoteAddress }, headers }, localNetworks(blocks))
}

test('private ranges are the local network, everything else is outside', () => {
  for (const address of [
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.9',
    'fd00::1',
    'fe80::1%eth0',
    '::ffff:10.1.2.3',
  ])
    assert.equal(came(address), false, address)
  for (const address of ['203.0.113.9', '172.32.0.1', '2001:db8::1', '::ffff:203.0.113.9', '', 'unknown'])
    assert.equal(came(address), true, address)
})

test('what a proxy wrote can make a caller a stranger, never a local', () => {
  assert.equal(came('127.0.0.1', { 'x-forwarded-for': '10.0.0.5' }), false)
  assert.equal(came('127.0.0.1', { 'x-forwarded-for': '10.0.0.5, 203.0.113.9' }), true)
  assert.equal(came('127.0.0.1', { 'x-forwarded-for': '203.0.113.9, 10.0.0.5' }), true)
  assert.equal(came('203.0.113.9', { 'x-forwarded-for': '10.0.0.5' }), true)
  assert.equal(came('127.0.0.1', { 'x-real-ip': '203.0.113.9' }), true)
  assert.equal(came('127.0.0.1', { forwarded: 'for=10.0.0.5' }), true)
  assert.equal(came('127.0.0.1', { 'x-forwarded-for': 'unknown' }), true)
})

test('LAN_NETWORKS takes the place of the private ranges', () => {
  const blocks = ['203.0.113.0/24', '2001:db8::/32']
  assert.deepEqual(
    ['203.0.113.9', '2001:db8::1', '10.0.0.5'].map((address) => came(address, {}, blocks)),
    [false, false, true],
  )
})
