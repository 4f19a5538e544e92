import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWriting } from './use-keys.ts'

const press = (of: object): Parameters<typeof isWriting>[0] =>
  ({ isComposing: false, keyCode: 74, target: null, ...of }) as Parameters<typeof isWriting>[0]

test('a key belongs to the page outside of fields, and to the text inside them', () => {
  assert.equal(isWriting(press({})), false)
  assert.equal(isWriting(press({ target: { tagName: 'BUTTON' } })), false)
  for (const tagName of ['INPUT', 'TEXTAREA', 'SELECT']) assert.equal(isWriting(press({ target: { tagName } })), true)
  assert.equal(isWriting(press({ target: { tagName: 'DIV', isContentEditable: true } })), true)
})

test('an input method keeps its keys: Telex types "aa" for "â"', () => {
  assert.equal(isWriting(press({ isComposing: true })), true)
  assert.equal(isWriting(press({ keyCode: 229 })), true)
})
