import assert from 'node:assert/strict'
import { test } from 'node:test'
import { held } from './hold.ts'

const row = (id: string, word = '') => ({ id, word })

test('a free list shows everything and nothing waits', () => {
  assert.deepEqual(held([row('a'), row('b')], null), { shown: [row('a'), row('b')], waiting: 0 })
})

test('a held list keeps its order, takes changes in place, and lets new rows wait', () => {
  const { shown, waiting } = held([row('new'), row('b', 'changed'), row('a')], ['a', 'b'])
  assert.deepEqual(shown, [row('a'), row('b', 'changed')])
  assert.equal(waiting, 1)
})

test('a row that is gone altogether is gone; one that only left the filter stays where it was', () => {
  const { shown, waiting } = held([row('c')], ['a', 'b', 'c'], [row('b', 'taken'), row('c')])
  assert.deepEqual(shown, [row('b', 'taken'), row('c')])
  assert.equal(waiting, 0)
})
