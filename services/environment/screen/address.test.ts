import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST_COMPARED, readCompared, readSpan, toggleCompared } from './address.ts'

test('stations are compared once each, up to six, in the order in which they were chosen', () => {
  assert.deepEqual(readCompared('b,a,b,,c'), ['b', 'a', 'c'])
  assert.deepEqual(readCompared(undefined), [])
  assert.equal(readCompared('1,2,3,4,5,6,7').length, MOST_COMPARED)
})

test('a station goes in and out; the last one out ends the comparison, a seventh does not come in', () => {
  assert.equal(toggleCompared([], 'a'), 'a')
  assert.equal(toggleCompared(['a'], 'b'), 'a,b')
  assert.equal(toggleCompared(['a', 'b'], 'a'), 'b')
  assert.equal(toggleCompared(['a'], 'a'), undefined)
  const six = ['1', '2', '3', '4', '5', '6']
  assert.equal(toggleCompared(six, '7'), six.join(','))
})

test('a span that nobody offers is the shortest', () => {
  assert.deepEqual([undefined, '7-ngay', '1y', 'toString'].map(readSpan), ['24-gio', '7-ngay', '24-gio', '24-gio'])
})
