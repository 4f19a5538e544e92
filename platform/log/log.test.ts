import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { pino } from 'pino'
import { LOG_SERIALIZERS } from './log.ts'

test('an error is logged by what it says, without what it carries', () => {
  let text = ''
  const out = new Writable({ write: (chunk, _, done) => ((text += String(chunk)), done()) })
  const error = Object.assign(new Error('gone'), { code: '57P01', client: { password: 'hidden' } })
  pino({ serializers: LOG_SERIALIZERS }, out).warn({ error }, 'lost')
  pino({ serializers: LOG_SERIALIZERS }, out).warn({ error: 'a text' }, 'lost')
  assert.match(text, /"message":"gone","code":"57P01"/)
  assert.match(text, /"message":"a text"/)
  assert.doesNotMatch(text, /hidden|client/)
})
