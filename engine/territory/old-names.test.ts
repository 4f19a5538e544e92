import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FoundUnit, Unit, UnitHistory } from '#model'
import { testContext } from '#tests'
import { listUnits, readProvince, seedUnits, shapes } from './index.ts'
import { unitHistory } from './unit-history.ts'

const DAY = '2026-11-24'
const data = await readProvince(join(import.meta.dirname, '../../provinces/dak-lak'))
const today = data.units.filter((unit) => unit.valid_to === null)

async function seeded(): Promise<Awaited<ReturnType<typeof testContext>>> {
  const t = await testContext()
  await seedUnits(t.owner('live'), data)
  return t
}

test('search finds the units of today by names of old, after those that are called so themselves', async () => {
  await using t = await seeded()
  const { db } = t.ctx
  const found = async (q: string, at = DAY): Promise<FoundUnit[]> => (await listUnits(db, { at, q, limit: 200 })).items
  for (const q of ['phường 9', 'PHUONG 9', 'phường 9'.normalize('NFD')]) {
    const list = await found(q)
    assert.deepEqual(
      list.map((unit) => [unit.code, unit.note?.vi]),
      [
        ['22015', 'Phường 9 (cũ), một phần → nay thuộc Phường Tuy Hòa'],
        ['22045', 'Phường 9 (cũ), một phần → nay thuộc Phường Bình Kiến'],
      ],
      q,
    )
    assert.deepEqual(list[0]?.formerly, [
      { id: '22024@2021-01-01', code: '22024', name: 'Phường 9', kind: 'ward', partial: true },
    ])
    assert.deepEqual([list[0]?.kind, list[0]?.lat], ['ward', 13.08134])
  }
  // Two changes in a row: ward 8 went into ward 2 in 2024, and that into Tuy Hòa.
  assert.deepEqual(
    (await found('phuong 8')).map((unit) => [unit.id, unit.note?.en]),
    [['22015@2025-07-01', 'Phường 8 (former) → now in Phường Tuy Hòa']],
  )
  assert.deepEqual(
    (await found('phuong 8', '2024-12-01')).map((unit) => [unit.id, unit.note?.vi]),
    [['22018@2024-11-01', 'Phường 8 (cũ) → nay thuộc Phường 2']],
  )
  assert.deepEqual(await found('phuong 8', '2025-07-01'), await found('Phường 8'))
  // Both styles of the tone mark, and the old code; a code that names a unit of today finds that one first.
  assert.deepEqual(await found('xã hoà kiến'), await found('Xã Hòa Kiến'))
  assert.deepEqual(
    (await found('24139')).map((unit) => [unit.code, unit.formerly[0]?.name]),
    [['24133', 'Phường Thành Công']],
  )
  const [own, ...others] = await found('24121')
  assert.deepEqual([own?.id, own?.note, own?.formerly], ['24121@2025-07-01', null, []])
  assert.ok(others.every((unit) => unit.formerly.some((link) => link.code === '24121')))
  // An old district leads to all communes that came out of it, after the unit that is called so now.
  const city = await found('Tuy Hoà')
  assert.deepEqual([city[0]?.name, city[0]?.note], ['Phường Tuy Hòa', null])
  assert.deepEqual(
    city.slice(1).map((unit) => unit.note?.vi),
    [
      'Thành phố Tuy Hòa (cũ), một phần → nay thuộc Phường Bình Kiến',
      'Thành phố Tuy Hòa (cũ), một phần → nay thuộc Phường Phú Yên',
    ],
  )
  assert.equal(
    (await found('Phú Yên')).find((unit) => unit.code === '66')?.note?.vi,
    'Tỉnh Phú Yên (cũ) → nay thuộc Tỉnh Đắk Lắk',
  )
  // Nothing that stands is found by what it will become.
  assert.deepEqual(await found('Tuy An Bắc', '2021-06-01'), [])
})

test('the units of 2021: both provinces, their districts and communes, and no boundary of any', async () => {
  await using t = await seeded()
  const { items, next } = await listUnits(t.ctx.db, { at: '2021-06-01', limit: 1000 })
  assert.deepEqual([items.length, next], [320, null])
  const count = (of: Partial<Unit>): number =>
    items.filter((unit) => Object.entries(of).every(([field, value]) => unit[field as keyof Unit] === value)).length
  assert.deepEqual(
    [count({ kind: 'province' }), count({ kind: 'district', parent: '66' }), count({ parent: '54' })],
    [2, 15, 9],
  )
  const districts = (province: string): string[] =>
    items.filter((unit) => unit.parent === province).map((unit) => unit.code)
  const within = (province: string): number =>
    items.filter((unit) => districts(province).includes(unit.parent ?? '')).length
  assert.deepEqual([within('66'), within('54')], [184, 110])
  assert.deepEqual((await shapes(t.ctx.db, '2021-06-01')).features, [])
  const now = await listUnits(t.ctx.db, { at: DAY, limit: 1000 })
  assert.deepEqual(
    now.items.map(({ id, formerly, note }) => [id, formerly, note]),
    today
      .map((unit) => unit.id)
      .sort()
      .map((id) => [id, [], null]),
  )
})

test('the history of a unit: what it grew out of, what it became', async () => {
  await using t = await seeded()
  const history = (reference: string, day = DAY): Promise<UnitHistory | null> => unitHistory(t.ctx.db, reference, day)
  const tuyHoa = await history('22015')
  const wards = tuyHoa?.formerly.filter((link) => link.kind !== 'district').map(({ id, partial }) => [id, partial])
  assert.deepEqual(wards?.slice(0, 3), [
    ['22015@2021-01-01', false],
    ['22018@2024-11-01', false],
    ['22024@2021-01-01', true],
  ])
  assert.ok(
    wards?.some(([id, partial]) => id === '22018@2021-01-01' && partial === false),
    'two changes back',
  )
  assert.deepEqual(tuyHoa?.became, [])
  const ward = await history('22024@2021-03-01')
  assert.deepEqual(
    ward?.became.map(({ id, name, partial }) => [id, name, partial]),
    [
      ['22015@2025-07-01', 'Phường Tuy Hòa', true],
      ['22045@2025-07-01', 'Phường Bình Kiến', true],
    ],
  )
  assert.deepEqual([ward?.formerly, ward?.successors], [[], ['22015@2025-07-01', '22045@2025-07-01']])
  assert.deepEqual((await history('22024', '2022-01-01'))?.became, [], 'still standing that day')
  assert.deepEqual(
    (await history('54@2021-06-01'))?.became.map(({ id }) => id),
    ['66@2025-07-01'],
  )
  assert.equal(await history('22024'), null)
})
