import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, MINUTE, type Quality, type QualityRule } from '#model'
import { CLEAN, judgeQuality } from './quality.ts'

const rule: QualityRule = {
  id: 'q',
  kind: 'quality',
  name: { vi: 'q', en: 'q' },
  advice: { vi: '', en: '' },
  severity: 'low',
  assetType: 't',
  flags: ['negative', 'stuck'],
  count: 3,
  within: HOUR,
}

function verdicts(values: readonly [minute: number, quality: Quality][]): string {
  let state = CLEAN
  return values
    .map(([minute, quality]) => {
      const judged = judgeQuality(rule, { at: minute * MINUTE, property: 'p', quality }, state)
      state = judged.state
      return judged.verdict ?? '-'
    })
    .join(' ')
}

test('counts its own flags within the window', () => {
  assert.equal(
    verdicts([
      [0, 'negative'],
      [10, 'good'],
      [20, 'calibration'],
      [30, 'stuck'],
      [40, 'negative'],
    ]),
    '- - - - fires',
  )
})

test('flags that lie further apart than the window do not add up', () => {
  assert.equal(
    verdicts([
      [0, 'negative'],
      [50, 'negative'],
      [61, 'negative'],
      [100, 'negative'],
    ]),
    '- - - fires',
  )
})

test('ends with a good value once the window is empty', () => {
  assert.equal(
    verdicts([
      [0, 'stuck'],
      [1, 'stuck'],
      [2, 'stuck'],
      [30, 'good'],
      [70, 'good'],
    ]),
    '- - fires - ends',
  )
})

test('a corrected value takes its own place: counted once, or no longer', () => {
  assert.equal(
    verdicts([
      [0, 'negative'],
      [1, 'negative'],
      [1, 'stuck'],
      [0, 'good'],
      [2, 'stuck'],
      [3, 'stuck'],
      [3, 'negative'],
      [3, 'good'],
      [2, 'good'],
      [1, 'good'],
    ]),
    '- - - - - fires - - - ends',
  )
})

test('two properties flagged at one time are two', () => {
  let state = CLEAN
  const told = ['a', 'b', 'c'].map((property) => {
    const judged = judgeQuality(rule, { at: 0, property, quality: 'stuck' }, state)
    state = judged.state
    return judged.verdict
  })
  assert.deepEqual(told, [null, null, 'fires'])
})
