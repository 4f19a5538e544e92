import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '#model'
import { testClock } from '#tests'
import { keepAnswers } from './keep.ts'

const later = () => {
  const gate = Promise.withResolvers<void>()
  return { open: () => gate.resolve(), gate: gate.promise }
}
function keeper(more: { most?: number; atOnce?: number; waiting?: number } = {}) {
  const clock = testClock()
  clock.set(Date.parse('2026-11-24T00:00:00Z'))
  const keep = keepAnswers<{ as_of?: string; n: number }>({
    clock,
    fresh: 5000,
    most: 10,
    atOnce: 2,
    waiting: 1,
    ...more,
  })
  return { clock, keep }
}

test('a thousand who ask at once and again within its seconds get one answer, made once', async () => {
  const { clock, keep } = keeper()
  let made = 0
  const ask = () => keep('a', async () => ({ n: (made += 1) }))
  await Promise.all(Array.from({ length: 1000 }, ask))
  clock.advance(4999)
  assert.equal((await ask()).answer.n, 1)
  clock.advance(1)
  assert.equal((await ask()).answer.n, 2)
  assert.equal(made, 2)
})

test('an answer that takes long is not begun twice', async () => {
  const { clock, keep } = keeper()
  const { gate, open } = later()
  let made = 0
  const ask = () =>
    keep('a', async () => {
      made += 1
      await gate
      return { n: made }
    })
  const first = ask()
  clock.advance(60_000)
  const second = ask()
  open()
  assert.deepEqual([(await first).answer.n, (await second).answer.n], [1, 1])
})

test('few are made at once, some wait, more are told to come back; then there is room again', async () => {
  const { keep } = keeper()
  const { gate, open } = later()
  let running = 0
  let most = 0
  const slow = (key: string) =>
    keep(key, async () => {
      running += 1
      most = Math.max(most, running)
      await gate
      running -= 1
      return { n: 1 }
    })
  const begun = ['a', 'b', 'c'].map(slow)
  await assert.rejects(slow('d'), (error) => error instanceof Problem && error.code === 'unavailable')
  open()
  await Promise.all(begun)
  assert.equal(most, 2)
  await slow('d')
})

test('what fails is not kept, and the oldest goes when there are too many', async () => {
  const { keep } = keeper({ most: 2 })
  await assert.rejects(keep('a', () => Promise.reject(new Error('no'))))
  assert.equal((await keep('a', async () => ({ n: 1 }))).answer.n, 1)
  await keep('b', async () => ({ n: 2 }))
  await keep('c', async () => ({ n: 3 }))
  assert.equal((await keep('a', async () => ({ n: 4 }))).answer.n, 4)
  assert.equal((await keep('c', async () => ({ n: 5 }))).answer.n, 3)
})

test('the tag says what the answer says, whenever it was made', async () => {
  const { keep } = keeper()
  const tags = await Promise.all(
    [
      { as_of: '2026-11-24T00:00:00Z', n: 1 },
      { as_of: '2026-11-24T01:00:00Z', n: 1 },
      { as_of: '2026-11-24T01:00:00Z', n: 2 },
    ].map(async (answer, at) => (await keep(String(at), async () => answer)).tag),
  )
  assert.equal(tags[0], tags[1])
  assert.notEqual(tags[1], tags[2])
})
