import assert from 'node:assert/strict'
import { test } from 'node:test'
import { themeOf } from './look.ts'

test('a desk is dark whatever the system says; a phone follows its system; a choice wins', () => {
  assert.equal(themeOf(null, false, true), 'dark')
  assert.equal(themeOf(null, true, true), 'light')
  assert.equal(themeOf(null, true, false), 'dark')
  assert.equal(themeOf('light', false, false), 'light')
  assert.equal(themeOf('dark', true, true), 'dark')
  assert.equal(themeOf('purple', false, true), 'dark')
})
