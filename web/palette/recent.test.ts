import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Choice } from './choice.ts'
import { readRecent, withRecent } from './recent.ts'

const unit = (id: string): Choice => ({ kind: 'unit', id, title: `Xã ${id}` })

test('the newest is first, once, and six are kept', () => {
  const seven = ['1', '2', '3', '1', '4', '5', '6', '7'].reduce<Choice[]>((kept, id) => withRecent(kept, unit(id)), [])
  assert.deepEqual(
    seven.map((one) => one.id),
    ['7', '6', '5', '4', '1', '3'],
  )
})

test('another person in the same tab sees nothing of it; a broken store is an empty one', () => {
  const text = JSON.stringify({ person: 'a', choices: [unit('1'), { kind: 'secret', id: '2', title: 'x' }, { id: 3 }] })
  assert.deepEqual(
    readRecent(text, 'a').map((one) => one.id),
    ['1'],
  )
  assert.deepEqual(readRecent(text, 'b'), [])
  assert.deepEqual(readRecent(text, undefined), [])
  for (const broken of ['{', 'null', '{"person":"a"}', null]) assert.deepEqual(readRecent(broken, 'a'), [])
})

test('what changes is not kept', () => {
  const [kept] = withRecent([], { kind: 'alert', id: '1', title: 'x', severity: 'critical', held: false, also: ['y'] })
  assert.deepEqual(kept, { kind: 'alert', id: '1', title: 'x' })
})
