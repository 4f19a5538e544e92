import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GENESIS, canonicalJson, chainHash } from './canonical.ts'

test('canonical JSON orders members by their names and has no spaces, at any depth', () => {
  assert.equal(
    canonicalJson({ b: 1, a: { d: null, c: ['x', { z: 1, y: 2 }] } }),
    '{"a":{"c":["x",{"y":2,"z":1}],"d":null},"b":1}',
  )
  assert.equal(canonicalJson({ é: 1, z: 2, Z: 3 }), '{"Z":3,"z":2,"é":1}')
})

test('every field of a row and the row before it enter the hash', () => {
  const row = {
    id: '1',
    at: '2026-11-24T03:00:00.000000Z',
    actor_kind: 'person',
    actor: 'a',
    act: 'b',
    subject: 'c',
    detail: { x: 1 },
  }
  const hash = chainHash(GENESIS, row)
  assert.equal(hash.length, 32)
  for (const change of [
    { id: '2' },
    { at: '2026-11-24T03:00:00.000001Z' },
    { actor_kind: 'token' },
    { actor: 'z' },
    { act: 'z' },
    { subject: 'z' },
    { detail: { x: 2 } },
  ]) {
    assert.notDeepEqual(chainHash(GENESIS, { ...row, ...change }), hash)
  }
  assert.notDeepEqual(chainHash(hash, row), hash)
  assert.deepEqual(chainHash(GENESIS, { ...row, detail: { x: 1 } }), hash)
})
