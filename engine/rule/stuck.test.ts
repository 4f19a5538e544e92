import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, type StuckRule } from '#model'
import { stuckPoints } from './stuck.ts'

const rule: StuckRule = {
  id: 's',
  kind: 'stuck',
  name: { vi: 's', en: 's' },
  advice: { vi: '', en: '' },
  severity: 'low',
  property: 'p',
  count: 3,
  span: 2 * HOUR,
  except: [0],
}

function told(list: readonly (readonly [hour: number, value: number, source?: string])[]): string {
  const readings = list.map(([hour, value, source = 'a']) => ({ at: hour * HOUR, value, source }))
  return stuckPoints(rule, readings, -1)
    .map(({ count, beyond, back }) => `${count}${beyond ? '!' : ''}${back ? '.' : ''}`)
    .join(' ')
}

test('so many in a row over so long a time; another value ends it', () => {
  assert.equal(
    told([
      [0, 7],
      [1, 7],
      [2, 7],
      [3, 7],
      [4, 8],
      [5, 7],
    ]),
    '1. 2 3! 4! 1. 1.',
  )
})

test('many within a short time are not stuck yet', () => {
  assert.equal(
    told([
      [0, 7],
      [0.2, 7],
      [0.4, 7],
      [0.6, 7],
      [2, 7],
    ]),
    '1. 2 3 4 5!',
  )
})

test('values that may repeat never count', () => {
  assert.equal(
    told([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ]),
    '1. 2. 3. 4.',
  )
})

test('each source has a run of its own', () => {
  assert.equal(
    told([
      [0, 7],
      [0, 9, 'b'],
      [1, 7],
      [1, 8, 'b'],
      [2, 7],
      [2, 9, 'b'],
    ]),
    '1. 1. 2 1. 3! 1.',
  )
})
