import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR } from '#model'
import { CALM, judgePoint } from './hysteresis.ts'
import { type Memory, replay } from './replay.ts'
import { thresholdPoint } from './threshold.ts'

const NOW = Date.parse('2026-11-24T00:00:00Z')
const limits = { direction: 'above', fires: 100, clears: 50 } as const
type Hours = Record<number, number>

/** A rule and its readings by hour before NOW (negative), as they stand; each look tells what is done with the alert. */
function desk() {
  let stored: Hours = {}
  let memory: Memory | undefined
  return {
    look: (change: Hours, gone: readonly number[] = []): string => {
      const cause = Object.keys(change).some((hour) => Number(hour) in stored) || gone.length > 0 ? 'corrected' : 'late'
      stored = { ...stored, ...change }
      for (const hour of gone) delete stored[hour]
      const first = NOW + Math.min(...Object.keys(change).map(Number), ...gone) * HOUR
      memory ??= { settled: { ...CALM, at: first - DAY }, last: { ...CALM, at: first - 1 }, value: null }
      const { settled } = memory
      const points = pointsOf(stored).filter((point) => point.at > settled.at)
      const result = replay(points, 0, memory, { now: NOW, cause })
      memory = result.memory
      return result.acts
        .map(({ verdict, point, times, cause: why }) => `${verdict} ${point?.value ?? 'withdrawn'} ×${times} ${why}`)
        .join(', ')
    },
    memory: () => memory as Memory,
  }
}

function pointsOf(stored: Hours) {
  return Object.entries(stored)
    .map(([hour, value]) => thresholdPoint(limits, { at: NOW + Number(hour) * HOUR, value }))
    .sort((a, b) => a.at - b.at)
}

test('in order: told as it comes', () => {
  const { look } = desk()
  assert.equal(look({ [-9]: 40 }), '')
  assert.equal(look({ [-8]: 120 }), 'fires 120 ×1 new')
  assert.equal(look({ [-7]: 130 }), 'fires 130 ×1 new')
  assert.equal(look({ [-6]: 80 }), '')
  assert.equal(look({ [-5]: 30 }), 'ends 30 ×0 new')
})

test('many at once: what follows one another is one', () => {
  assert.equal(desk().look({ [-9]: 120, [-8]: 130, [-7]: 80, [-6]: 140 }), 'fires 140 ×3 new')
  assert.equal(desk().look({ [-9]: 120, [-8]: 10, [-7]: 140 }), 'fires 120 ×1 new, ends 10 ×0 new, fires 140 ×1 new')
})

test('a correction takes the alert away, or gives it back, as if it had come in order', () => {
  const { look } = desk()
  look({ [-8]: 120 })
  look({ [-7]: 80 })
  assert.equal(look({ [-8]: 90 }), 'ends 80 ×0 corrected')
  assert.equal(look({ [-8]: 110 }), 'fires 110 ×1 corrected')
  assert.equal(look({ [-7]: 40 }), 'ends 40 ×0 corrected')
})

test('a late value that ends the condition in the past ends it now', () => {
  const { look } = desk()
  look({ [-8]: 120 })
  look({ [-6]: 80 })
  assert.equal(look({ [-7]: 40 }), 'ends 80 ×0 late')
})

test('an episode that came and went before the newest value opens nothing', () => {
  const { look } = desk()
  look({ [-8]: 10 })
  look({ [-6]: 20 })
  assert.equal(look({ [-7]: 300 }), '')
})

test('late and corrected values that change nothing that is told are silent', () => {
  const { look } = desk()
  look({ [-8]: 120 })
  look({ [-6]: 130 })
  assert.equal(look({ [-7]: 140 }), '')
  assert.equal(look({ [-7]: 150 }), '')
  assert.equal(look({ [-6]: 135 }), 'fires 135 ×0 corrected')
  assert.equal(look({ [-6]: 135 }), '')
})

test('evidence that is withdrawn ends the alert, or hands it to what is left', () => {
  const alone = desk()
  alone.look({ [-8]: 120 })
  assert.equal(alone.look({}, [-8]), 'ends withdrawn ×0 corrected')
  assert.equal(alone.look({ [-8]: 120 }), 'fires 120 ×1 late')
  const { look } = desk()
  look({ [-8]: 120 })
  look({ [-7]: 130 })
  assert.equal(look({}, [-7]), 'fires 120 ×0 corrected')
  assert.equal(look({ [-9]: 10 }), '')
})

test('what is older than a day neither raises nor refreshes', () => {
  const { look } = desk()
  assert.equal(look({ [-30]: 300 }), '')
  assert.equal(look({ [-29]: 310 }), '')
  assert.equal(look({ [-30]: 320 }), '')
  assert.equal(look({ [-2]: 80 }), '')
})

test('what is settled stays: a day and more behind the newest, nothing is judged again', () => {
  const { look, memory } = desk()
  for (let hour = -120; hour <= 0; hour += 1) look({ [hour]: hour === -70 ? 200 : 80 })
  assert.ok(memory().settled.firing && memory().last.firing)
  const back = (NOW - memory().settled.at) / HOUR
  assert.ok(back >= 24 && back <= 49, String(back))
  assert.equal(look({ [-70]: 10 }), '')
  assert.ok(memory().last.firing)
})

test('whatever the order of arrival, the rule ends where it would have ended in order', () => {
  let seed = 11
  const next = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n
  for (let turn = 0; turn < 500; turn += 1) {
    const hours = Array.from({ length: 12 }, (_, back) => -1 - back)
    const truth = Object.fromEntries(hours.map((hour) => [hour, next(160)]))
    const expected = pointsOf(truth).reduce((state, point) => judgePoint(point, 0, state).state, CALM)
    const { look, memory } = desk()
    let open = false
    const tell = (acts: string): void => {
      for (const act of acts.split(', ').filter((one) => one !== '')) open = act.startsWith('fires')
    }
    for (const hour of hours.map((one) => ({ one, by: next(1000) })).sort((a, b) => a.by - b.by)) {
      // Some come wrong first.
      if (next(3) === 0) tell(look({ [hour.one]: next(160) }))
      if (next(6) === 0 && open) tell(look({ [hour.one]: next(160) }))
      tell(look({ [hour.one]: truth[hour.one] as number }))
    }
    assert.equal(memory().last.firing, expected.firing, `turn ${turn}`)
    assert.equal(open, expected.firing, `turn ${turn}: the alert`)
  }
})
