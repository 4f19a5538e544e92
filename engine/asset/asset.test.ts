import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVERYTHING, type Scope, fold } from '#model'
import { type TestContext, testContext } from '#tests'
import { listAssets } from './list.ts'

let t: TestContext
const NAMES: Readonly<Record<string, [name: string, agency: string]>> = {
  'ks-01': ['Trạm khí Tuy Hòa', 'H15.NNMT'],
  'ks-02': ['Trạm khí Cư M’gar', 'H15.NNMT'],
  'ks-03': ['Trạm Đắk Lắk – Ea Súp (dự phòng)', 'H15.NNMT'],
  'ca-01': ['Trạm công an Tuy Hòa', 'H15.CA'],
}
const scopeOf = (agency: string): Scope => [{ agency, service: null, unit: null }]

before(async () => {
  t = await testContext()
  for (const [id, [name, agency]] of Object.entries(NAMES)) {
    await t.ctx.db.query(
      `insert into asset (id, name, type, service, agency, confirmed, created_at)
       values ($1, $2, 'mast', 'weather', $3, true, now())`,
      [id, name, agency],
    )
  }
})
after(() => t[Symbol.asyncDispose]())

const find = async (q: string, scope: Scope = EVERYTHING, limit = 100): Promise<string[]> =>
  (await listAssets(t.ctx, { q }, scope, { limit })).items.map((asset) => asset.id)

test('a name is found in any spelling: marks or none, both tone styles, composed or not, capitals, parts of words', async () => {
  for (const q of ['Tuy Hòa', 'tuy hoà', 'TUY HOA', 'Tuy Hòa'.normalize('NFD'), 'hoa tuy', 'uy  ho']) {
    assert.deepEqual(await find(q), ['ca-01', 'ks-01'], q)
  }
  assert.deepEqual(await find('đắk lắk'), ['ks-03'])
  assert.deepEqual(await find('dak lak sup'), ['ks-03'])
  for (const q of ["Cư M'gar", 'cu m gar', 'cu mgar', 'Cư M’gar']) assert.deepEqual(await find(q), ['ks-02'], q)
  assert.deepEqual(await find('KS-0'), ['ks-01', 'ks-02', 'ks-03'])
})

test('the key is the one of the model for every name', async () => {
  for (const [id, [name]] of Object.entries(NAMES)) assert.deepEqual(await find(fold(name)), [id])
})

test("another agency's assets are not found, whatever is asked", async () => {
  assert.deepEqual(await find('tuy hoa', scopeOf('H15.NNMT')), ['ks-01'])
  assert.deepEqual(await find('tuy hoa', scopeOf('H15.CA')), ['ca-01'])
  assert.deepEqual(await find('', scopeOf('H15.CA')), ['ca-01'])
  assert.deepEqual(await find('tuy hoa', []), [])
})

test('signs are not a pattern and name nothing; no question is everything; pages go on', async () => {
  for (const q of ['%', '_', '.*', "'", '\\', '---']) assert.deepEqual(await find(q), [], q)
  assert.equal((await find('')).length, 4)
  const first = await listAssets(t.ctx, { q: 'tram' }, EVERYTHING, { limit: 3 })
  assert.equal(first.next, 'ks-02')
  const rest = await listAssets(t.ctx, { q: 'tram' }, EVERYTHING, { limit: 3, cursor: first.next ?? '' })
  assert.deepEqual(
    rest.items.map((asset) => asset.id),
    ['ks-03'],
  )
})
