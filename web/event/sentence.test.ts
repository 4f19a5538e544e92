import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentenceOf } from './sentence.ts'

const NONE = { subject: null, asset: null, data: null }

test('what happened is said in the sender’s own sentence, else by what it is about, else by its data', () => {
  assert.equal(
    sentenceOf({ ...NONE, subject: 'cam-1', data: { label: 'car', title: 'Ùn tắc\n cầu 14' } }),
    'Ùn tắc cầu 14',
  )
  assert.equal(sentenceOf({ ...NONE, data: '  Mất điện  ' }), 'Mất điện')
  assert.equal(sentenceOf({ ...NONE, subject: 'cam-1', data: { title: ' ', n: 3 } }), 'cam-1')
  assert.equal(sentenceOf({ ...NONE, asset: 'a1', data: [1] }), 'a1')
  assert.equal(sentenceOf({ ...NONE, data: { n: 3 } }), '{"n":3}')
  assert.equal(sentenceOf(NONE), '')
  assert.equal(sentenceOf({ ...NONE, data: '🜁'.repeat(400) }).isWellFormed(), true)
})
