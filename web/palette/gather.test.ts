import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Choice } from './choice.ts'
import { gather } from './gather.ts'

const choice = (kind: Choice['kind'], title: string, more: Partial<Choice> = {}): Choice => ({
  kind,
  id: title,
  title,
  ...more,
})
const PAGES = [choice('page', 'Toàn cảnh', { also: ['Overview'] }), choice('page', 'Cảnh báo', { also: ['Alerts'] })]
const titles = (groups: ReturnType<typeof gather>): string[][] =>
  groups.map((group) => [group.kind, ...group.choices.map((one) => one.title)])

test('the group with the best match comes first, and in a group the best match', () => {
  const alerts = [choice('alert', 'Không khí rất xấu', { detail: 'Trạm Tuy Hòa' })]
  const found = [
    choice('station', 'Trạm khí Tuy Hòa 2'),
    choice('unit', 'Xã Hòa Thịnh'),
    choice('unit', 'Phường Tuy Hòa'),
  ]
  assert.deepEqual(titles(gather('tuy hoa', [...PAGES, ...alerts], found, new Set())), [
    ['unit', 'Phường Tuy Hòa', 'Xã Hòa Thịnh'],
    ['alert', 'Không khí rất xấu'],
    ['station', 'Trạm khí Tuy Hòa 2'],
  ])
})

test('pages are found in both languages; what is on the spot and does not match is not shown', () => {
  assert.deepEqual(titles(gather('alerts', PAGES, [], new Set())), [['page', 'Cảnh báo']])
  assert.deepEqual(gather('xyz', PAGES, [], new Set()), [])
})

test('what the centre found stays, though its name of today says nothing of the question', () => {
  const old = choice('unit', 'Phường Tuy Hòa', { detail: 'Phường 9 (cũ), một phần → nay thuộc Phường Tuy Hòa' })
  assert.deepEqual(titles(gather('phường 9', PAGES, [old, choice('unit', 'Xã Krông Pắc')], new Set())), [
    ['unit', 'Phường Tuy Hòa', 'Xã Krông Pắc'],
  ])
})

test('a kind lists so many, and says how many there are', () => {
  const many = Array.from({ length: 20 }, (_, at) => choice('unit', `Xã ${at}`))
  const [group] = gather('xa', [], many, new Set(['unit']))
  assert.equal(group?.choices.length, 8)
  assert.equal(group?.count, 20)
  assert.equal(group?.more, true)
})
