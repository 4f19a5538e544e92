import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillGaps } from './fill-gaps.ts'

test('gaps are filled, zero too; one without a value is left to be seen', () => {
  assert.equal(fillGaps('đủ {{count}}/{{of}} giờ', { count: 0, of: 12 }), 'đủ 0/12 giờ')
  assert.equal(fillGaps('từ {{time}}', {}), 'từ {{time}}')
  assert.equal(fillGaps('không có gì', { count: 1 }), 'không có gì')
  // A value that looks like a gap or a pattern is text.
  assert.equal(fillGaps('{{name}}', { name: '{{name}} $&' }), '{{name}} $&')
})
