import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readProvince, seedUnits } from '#engine/territory'
import { importSquares, putTestAssets, testContext } from '#tests'
import { relocateAssets } from './index.ts'

const data = await readProvince(join(import.meta.dirname, '../../provinces/dak-lak'))
const actor = { kind: 'system', id: 'test' } as const

test('after a change of boundaries every placed asset of a context lies where the map says, and the trail knows', async () => {
  await using t = await testContext()
  await seedUnits(t.owner('live'), data)
  // Each stands at 12.7, 108 and is said to lie in 24133.
  await putTestAssets(t.demo, { a: 'H15.NNMT', b: null })
  await putTestAssets(t.ctx, { c: null })
  await t.demo.db.query(`update asset set lat = null, lon = null where id = 'b'`)
  await importSquares(t.owner('live'), [{ code: '24121', name: 'Phường Tân Lập', lon: 107.9, lat: 12.6, side: 0.2 }], {
    partial: true,
  })
  assert.deepEqual([await relocateAssets(t.demo, t.ctx, actor), await relocateAssets(t.ctx, t.ctx, actor)], [1, 1])
  assert.deepEqual([await relocateAssets(t.demo, t.ctx, actor), await relocateAssets(t.ctx, t.ctx, actor)], [0, 0])
  const units = (ctx: typeof t.ctx): Promise<object[]> => ctx.db.query('select id, unit from asset order by id')
  assert.deepEqual(await units(t.demo), [
    { id: 'a', unit: '24121' },
    { id: 'b', unit: '24133' },
  ])
  assert.deepEqual(await units(t.ctx), [{ id: 'c', unit: '24121' }])
  const trail = await t.demo.db.query('select act, subject, actor, detail from audit')
  const moved = [{ id: 'a', from: '24133', to: '24121' }]
  assert.deepEqual(trail, [{ act: 'asset.relocate', subject: 'a', actor: 'test', detail: { moved } }])
})

test('an asset beyond all boundaries lies in no unit', async () => {
  await using t = await testContext()
  await seedUnits(t.owner('live'), data)
  await putTestAssets(t.ctx, { a: null })
  await t.ctx.db.query('update asset set lat = 21.03, lon = 105.85')
  assert.equal(await relocateAssets(t.ctx, t.ctx, actor), 1)
  assert.deepEqual(await t.ctx.db.query('select unit from asset'), [{ unit: null }])
})
