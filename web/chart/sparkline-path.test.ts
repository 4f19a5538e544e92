import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sparkline } from './sparkline-path.ts'

test('the smallest is at the bottom, the largest at the top, the newest has a dot', () => {
  const { path, end } = sparkline([0, 5, 10], 64, 26)
  assert.equal(path, 'M3 23l0 0L32 13L61 3')
  assert.deepEqual(end, [61, 3])
})

test('a gap breaks the line; a missing newest value has no dot', () => {
  const { path, end } = sparkline([1, null, 2, null], 64, 26)
  assert.equal((path.match(/M/g) ?? []).length, 2)
  assert.equal(path.includes('L'), false)
  assert.equal(end, null)
})

test('nothing draws nothing; what never changes is a line through the middle', () => {
  assert.deepEqual(sparkline([], 64, 26), { path: '', end: null })
  assert.deepEqual(sparkline([null], 64, 26), { path: '', end: null })
  assert.deepEqual(sparkline([7, 7], 64, 26).end, [61, 13])
})
