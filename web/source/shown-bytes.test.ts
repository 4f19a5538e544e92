import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hexOf, runsOf } from './shown-bytes.ts'

test('runs are the whole text, the marked ones apart', () => {
  const text = 'PM2,5⇥0,018⇥ppm⇥00'
  const runs = runsOf(text, [{ from: 12, to: 15 }])
  assert.equal(runs.map((run) => run.text).join(''), text)
  assert.deepEqual(
    runs.filter((run) => run.marked).map((run) => run.text),
    ['ppm'],
  )
  assert.deepEqual(runsOf('', []), [])
  assert.deepEqual(runsOf('a', [{ from: 0, to: 1 }]), [{ text: 'a', marked: true }])
})

test('bytes that are no text stand in hexadecimal, sixteen a line', () => {
  const bytes = Buffer.from([...Buffer.from('PM2,5 0123456789'), 0, 255])
  assert.equal(
    hexOf(bytes.toString('base64')),
    '000000  50 4d 32 2c 35 20 30 31 32 33 34 35 36 37 38 39  PM2,5 0123456789\n' +
      '000010  00 ff                                            ··',
  )
})
