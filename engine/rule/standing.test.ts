import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SEVERITIES } from '#model'
import { standingOf } from './standing.ts'

const name = { vi: 'Vượt', en: 'Above' }
const standing = { types: ['station'], otherwise: 'low' } as const

test('a confirmed asset of the rule’s types speaks at the rule’s severity', () => {
  const told = standingOf({ name, severity: 'high', standing }, { type: 'station', confirmed: true })
  assert.deepEqual(told, { severity: 'high', title: name })
})

test('another type, or one that nobody has confirmed, gives an indication', () => {
  for (const asset of [
    { type: 'sensor', confirmed: true },
    { type: 'station', confirmed: false },
  ]) {
    const told = standingOf({ name, severity: 'high', standing }, asset)
    assert.deepEqual(told, { severity: 'low', title: { vi: 'Vượt (tham khảo)', en: 'Above (indicative)' } })
  }
})

test('an indication is never as severe as the rule, whatever the rule says', () => {
  for (const severity of SEVERITIES) {
    for (const otherwise of SEVERITIES) {
      const told = standingOf({ name, severity, standing: { types: [], otherwise } }, { type: 'x', confirmed: true })
      if (severity === 'low') assert.equal(told, undefined)
      else
        assert.ok(told && SEVERITIES.indexOf(told.severity) > SEVERITIES.indexOf(severity), `${severity} ${otherwise}`)
    }
  }
})

test('a rule without standing takes everybody', () => {
  assert.equal(standingOf({ name, severity: 'critical' }, { type: 'x', confirmed: false })?.severity, 'critical')
})
