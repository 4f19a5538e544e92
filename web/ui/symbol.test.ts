import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SEVERITIES } from '#model'
import { severitySvg } from './symbol.ts'

test('each severity has a shape of its own, told apart without colour', () => {
  const shapes = SEVERITIES.map(
    (severity) => /<path d="([^"]+)"/.exec(severitySvg(severity, false, 'black', 'white'))?.[1],
  )
  assert.equal(new Set(shapes).size, SEVERITIES.length)
})

test('filled when nobody has it, outlined when somebody has', () => {
  for (const severity of SEVERITIES) {
    const filled = { fill: 'orange', glyph: 'navy' }
    const open = severitySvg(severity, false, 'red', 'white', 20, filled)
    const held = severitySvg(severity, true, 'red', 'white', 20, filled)
    assert.match(open, /fill="orange" stroke="red"/)
    assert.match(held, /fill="white" stroke="red"/)
    assert.doesNotMatch(held, /orange|navy/)
  }
})
