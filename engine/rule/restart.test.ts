import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RULES, ruleRoom } from './test-room.ts'

/** The same numbers for the same seed (Lehmer). */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below
}

type Batch = [back: number, value: number][]

/** Values of twenty hours in batches: mostly in order, some late, some corrected, some the same again and again. */
function batchesOf(seed: number): Batch[] {
  const next = random(seed)
  const batches: Batch[] = []
  for (let back = 20; back > 0; back -= 1) {
    if (next(5) === 0) continue
    const batch: Batch = [[back, next(3) === 0 ? 7 : next(60)]]
    // A quarter of an hour late, or an earlier hour again with another value.
    if (next(3) === 0) batch.push([back + 0.25 + next(3), next(60)])
    if (next(4) === 0) batch.push([Math.min(20, back + 1 + next(3)), next(60)])
    batches.push(batch)
  }
  return batches
}

for (const { id } of RULES) {
  test(`${id}: a centre that starts again before every batch says what one says that never stopped`, async () => {
    for (const seed of [3, 17, 2026]) {
      await using kept = await ruleRoom(id)
      await using restarted = await ruleRoom(id)
      for (const batch of batchesOf(seed)) {
        await restarted.restart()
        const expected = await kept.send(...batch)
        assert.deepEqual(await restarted.send(...batch), expected, `seed ${seed}, ${JSON.stringify(batch)}`)
      }
      assert.deepEqual(await restarted.changes(), await kept.changes(), `seed ${seed}`)
    }
  })
}

for (const { id } of RULES) {
  test(`${id}: news that is handled once more changes nothing`, async () => {
    for (const seed of [3, 17, 2026]) {
      await using r = await ruleRoom(id)
      for (const batch of batchesOf(seed)) await r.send(...batch)
      const before = { changes: await r.changes(), list: await r.list() }
      await r.handleAgain()
      assert.deepEqual({ changes: await r.changes(), list: await r.list() }, before, `seed ${seed}`)
    }
  })
}
