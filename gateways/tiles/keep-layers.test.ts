import assert from 'node:assert/strict'
import { test } from 'node:test'
import { putTestAssets, testContext } from '#tests'
import { keepLayers } from './keep-layers.ts'

test('laid out once for many who ask, again when something has changed, and only then; a failure is not kept', async () => {
  await using t = await testContext()
  await putTestAssets(t.ctx, { a1: 'A', b1: 'B' })
  const layerFor = keepLayers()
  const [first, same] = await Promise.all([layerFor(t.ctx), layerFor(t.ctx)])
  assert.equal(first, same)
  assert.equal(first?.count, 2)
  t.clock.advance(60_000)
  assert.equal(await layerFor(t.ctx), first)
  await t.owner('live').query(`update asset set name = 'Tên mới' where id = 'a1'`)
  assert.equal(await layerFor(t.ctx), first)
  t.clock.advance(60_000)
  const changed = await layerFor(t.ctx)
  assert.notEqual(changed, first)
  assert.ok(Buffer.from(changed.own).includes('Tên mới'))
  t.clock.advance(60_000)
  const away = { clock: t.clock, db: { ...t.ctx.db, query: () => Promise.reject(new Error('away')) } }
  await assert.rejects(layerFor(away), /away/)
  Object.assign(away, { db: t.ctx.db })
  assert.equal((await layerFor(away)).count, 2)
})
