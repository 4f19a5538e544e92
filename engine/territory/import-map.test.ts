import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProvinceData, Unit } from '#model'
import { MAP_ORDER, type Square, importSquares, testClock, testContext } from '#tests'
import { MapRefusal, forgetMap, listUnits, locate, seedUnits, shapes, unitAt } from './index.ts'
import { contains } from './shape.ts'

const DAY = MAP_ORDER.day
const clock = testClock()

function unit(code: string, name: string, lon: number, more: Partial<Unit> = {}): Unit {
  const valid_from = more.valid_from ?? '2025-07-01'
  const rest = { valid_to: null, parent: '09', lat: 12.05, lon, area_km2: 120, successors: [] }
  return { id: `${code}@${valid_from}`, code, valid_from, name, kind: 'commune', ...rest, ...more }
}
/** An invented province of three communes in a row, one of which had another name until 2025. */
const UNITS = [
  unit('09', 'Tỉnh Thử', 108.15, { kind: 'province', parent: null, area_km2: 360 }),
  unit('00907', 'Xã Đá Trắng', 108.05),
  unit('00910', 'Phường Bến Sông', 108.15, { kind: 'ward' }),
  unit('00913', 'Xã Núi Đôi', 108.25),
  unit('00913', 'Xã Cũ', 108.2, { valid_from: '2021-01-01', valid_to: '2025-07-01', successors: ['00913@2025-07-01'] }),
]
const PROVINCE = {
  id: 'thu',
  name: 'Tỉnh Thử',
  code: '09',
  agencyCode: 'T',
  validFrom: '2025-07-01',
  services: [],
  credit: '',
}
const DATA: Pick<ProvinceData, 'province' | 'units'> = { province: PROVINCE, units: UNITS }
const SQUARES: readonly Square[] = [
  { code: '00907', name: 'Đá Trắng', lon: 108, lat: 12, side: 0.1 },
  { code: '00910', name: 'Bến Sông', lon: 108.1, lat: 12, side: 0.1 },
  { code: '00913', name: 'Núi Đôi', lon: 108.2, lat: 12, side: 0.1 },
]

async function seeded(data = DATA): Promise<Awaited<ReturnType<typeof testContext>>> {
  const t = await testContext()
  await seedUnits(t.owner('live'), data)
  return t
}

test('an imported map makes locate exact, is drawn with its outline, source and day, and stands on the audit trail', async () => {
  await using t = await seeded()
  const { db } = t.ctx
  assert.equal((await locate(db, 12.05, 108.05, DAY))?.approximate, true)
  const report = await importSquares(t.owner('live'), SQUARES)
  assert.deepEqual([report.covered, report.of, report.changed, report.codeField, report.added], [3, 3, 4, 'code', []])
  assert.deepEqual(report.notes, [])
  for (const [lat, lon, code] of [
    [12.001, 108.001, '00907'],
    [12.099, 108.199, '00910'],
    [12.05, 108.299, '00913'],
  ] as const) {
    const found = await locate(db, lat, lon, DAY)
    assert.deepEqual([found?.unit.code, found?.approximate], [code, false])
  }
  // A cell reached further than the map does.
  assert.equal(await locate(db, 12.11, 108.05, DAY), null)
  // On the line between two, and in the corner: one of them, the same each time.
  for (const at of [12, 12.05, 12.0999]) assert.equal((await locate(db, at, 108.1, DAY))?.unit.code, '00910')
  const map = await shapes(db, DAY)
  assert.deepEqual(
    map.features.map(({ id, properties }) => [id, properties.approximate]),
    [
      ['00907@2025-07-01', false],
      ['00910@2025-07-01', false],
      ['00913@2025-07-01', false],
      ['edge', false],
    ],
  )
  const edge = map.features.at(-1)?.geometry.coordinates as [number, number][][][]
  assert.ok(contains(edge, 108.15, 12.05) && edge.length === 1)
  assert.deepEqual([map.maps, map.since, map.without], [[{ source: 'Sở Thử', day: DAY }], '2025-07-01', []])
  const [row, ...others] = await t
    .owner('live')
    .query<{ detail: object }>(`select actor, act, subject, detail from live.audit`)
  assert.deepEqual(others, [])
  assert.deepEqual(row, {
    actor: 'test',
    act: 'unit.import',
    subject: DAY,
    detail: {
      file: 'o-vuong.geojson',
      sha256: report.digest,
      source: 'Sở Thử',
      covered: '3 of 3',
      codes: ['00907', '00910', '00913'],
      added: [],
    },
  })
})

test('the same file again changes nothing, a newer one replaces, forgetting brings the cells back', async () => {
  await using t = await seeded()
  const owner = t.owner('live')
  const stored = (): Promise<object[]> =>
    owner.query(
      'select code, valid_from, origin, geometry, drawn, map, xmin::text from live.unit_shape order by 1, 2, 3',
    )
  const cells = await shapes(t.ctx.db, DAY)
  await importSquares(owner, SQUARES)
  const before = await stored()
  assert.equal((await importSquares(owner, SQUARES)).changed, 0)
  assert.deepEqual(await stored(), before)
  const newer = SQUARES.map((one) => ({ ...one, lat: 12.02 }))
  assert.equal((await importSquares(owner, newer, { source: 'Sở Khác' })).changed, 4)
  assert.equal(await locate(t.ctx.db, 12.01, 108.05, DAY), null)
  assert.equal((await locate(t.ctx.db, 12.11, 108.05, DAY))?.approximate, false)
  assert.deepEqual((await shapes(t.ctx.db, DAY)).maps, [{ source: 'Sở Khác', day: DAY }])
  const actor = { kind: 'system', id: 'test' } as const
  assert.deepEqual(await forgetMap(owner, { clock }, { day: DAY, actor }), ['00907', '00910', '00913'])
  assert.deepEqual(await shapes(t.ctx.db, DAY), cells)
  assert.deepEqual(await forgetMap(owner, { clock }, { day: DAY, actor }), [])
  const acts = await owner.query<{ act: string }>('select act from live.audit order by id')
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['unit.import', 'unit.import', 'unit.import', 'unit.forget'],
  )
})

test('a map that lacks units is refused, or taken when asked: then they have no boundary, and cells never fill the gap', async () => {
  await using t = await seeded()
  const owner = t.owner('live')
  const two = SQUARES.slice(0, 2)
  const refused = await importSquares(owner, two).catch((error: unknown) => error)
  assert.ok(refused instanceof MapRefusal)
  assert.match(refused.message, /2 of 3: .*--partial.*\n.*without a boundary: 00913 Xã Núi Đôi$/)
  assert.deepEqual(await owner.query('select 1 from live.unit_map union all select 1 from live.audit'), [])
  const report = await importSquares(owner, two, { partial: true })
  assert.deepEqual([report.covered, report.of], [2, 3])
  assert.equal(report.notes.at(-1)?.en, 'without a boundary: 00913 Xã Núi Đôi')
  assert.equal(await locate(t.ctx.db, 12.05, 108.25, DAY), null)
  const map = await shapes(t.ctx.db, DAY)
  assert.deepEqual(map.without, ['Xã Núi Đôi'])
  assert.ok(map.features.every((one) => !one.properties.approximate))
  // The missing part may come later, in a file of its own.
  const rest = await importSquares(owner, SQUARES.slice(2), { source: 'Sở Khác' })
  assert.deepEqual(
    [rest.covered, rest.of, rest.notes.map(({ en }) => en)],
    [3, 3, ['keeping the boundary of an earlier map: 00907 Xã Đá Trắng, 00910 Phường Bến Sông']],
  )
  assert.deepEqual(
    (await shapes(t.ctx.db, DAY)).maps.map((one) => one.source),
    ['Sở Thử', 'Sở Khác'],
  )
})

test('an outline that can no longer be computed is taken away, not kept from an earlier map', async () => {
  await using t = await seeded()
  const owner = t.owner('live')
  await importSquares(owner, SQUARES)
  const outlines = async (): Promise<number> =>
    (await owner.query(`select 1 from live.unit_shape where origin = 'outline'`)).length
  assert.equal(await outlines(), 1)
  // Slivers narrower than the fifth decimal have no area left to draw.
  const slivers = SQUARES.map((one) => ({ ...one, side: 1e-6 }))
  await importSquares(owner, slivers, { anyName: true })
  assert.equal(await outlines(), 0)
  assert.deepEqual(
    (await shapes(t.ctx.db, DAY)).features.map((one) => one.geometry.coordinates),
    [[], [], []],
  )
})

test('a name that is not the one of this day is refused with the day on which it was', async () => {
  await using t = await seeded()
  const owner = t.owner('live')
  const old = SQUARES.map((one) => (one.code === '00913' ? { ...one, name: 'Xã Cũ' } : one))
  await assert.rejects(
    importSquares(owner, old),
    /2 of 3[^]*00913 is Xã Núi Đôi, the file says “Xã Cũ” \(true on 2021-01-01/,
  )
  assert.deepEqual([(await importSquares(owner, old, { anyName: true })).covered], [3])
  // Of that day there is one unit.
  const past = await importSquares(owner, old.slice(2), { day: '2022-01-01' })
  assert.deepEqual([past.covered, past.of], [1, 1])
  assert.equal((await locate(t.ctx.db, 12.05, 108.25, '2022-01-01'))?.unit.name, 'Xã Cũ')
  await assert.rejects(
    importSquares(owner, [{ ...(SQUARES[0] as Square), code: '7' }]),
    /0 of 1.*--add[^]*1 features are of no unit: 7 Đá Trắng/,
  )
  const larger = SQUARES.map((one) => ({ ...one, side: 0.11 }))
  assert.match(
    (await importSquares(owner, larger)).notes[0]?.en ?? '',
    /^Xã Đá Trắng: 14[56]\.\d\d km² drawn, 120\.00 km² in the table$/,
  )
})

test('another province can be brought in from its map, and the two never mix', async () => {
  await using t = await seeded()
  const owner = t.owner('live')
  const { db } = t.ctx
  const other: readonly Square[] = [
    { code: '81', name: 'Thành phố Biển', lon: 110, lat: 14, side: 0.2 },
    { code: '8101', name: 'Phường Cát', lon: 110, lat: 14, side: 0.1 },
    { code: '8102', name: 'Đặc khu Đảo', lon: 110.1, lat: 14, side: 0.1 },
    { code: '8102', name: 'Đặc khu Đảo', lon: 110.5, lat: 14, side: 0.01 },
  ]
  const add = { parent: null, kind: null }
  const day = '2025-07-01'
  await assert.rejects(importSquares(owner, other.slice(1), { add, day }), /“Phường Cát”.*--parent/)
  await assert.rejects(importSquares(owner, other, { add: { parent: '82', kind: null }, day }), /--parent: no unit 82/)
  await importSquares(owner, other.slice(0, 1), { add, day })
  const report = await importSquares(owner, other.slice(1), { add: { parent: '81', kind: null }, day })
  assert.deepEqual([report.covered, report.of], [2, 2])
  const island = await unitAt(db, '8102', DAY)
  assert.deepEqual(
    [island?.name, island?.kind, island?.parent, island?.lat, island?.lon],
    ['Đặc khu Đảo', 'commune', '81', 14.05, 110.15],
  )
  assert.ok(Math.abs((island?.area_km2 ?? 0) - 121) < 2, `${island?.area_km2} km²`)
  assert.deepEqual(
    (await listUnits(db, { at: DAY, q: 'dac khu dao', limit: 9 })).items.map((one) => one.id),
    ['8102@2025-07-01'],
  )
  assert.deepEqual(
    [(await locate(db, 14.005, 110.505, DAY))?.approximate, (await locate(db, 12.05, 108.05, DAY))?.approximate],
    [false, true],
  )
  const map = await shapes(db, DAY)
  assert.deepEqual(
    map.features
      .filter((one) => one.properties.kind === 'province')
      .map(({ id, properties }) => [id, properties.code, properties.approximate]),
    [
      ['edge', '81', false],
      ['edge-09', '09', true],
    ],
  )
  assert.equal(map.features.filter((one) => one.properties.approximate).length, 4)
  // The province's own start does not touch them, and the same map again is matched by now.
  assert.deepEqual(await seedUnits(owner, DATA), { units: 0, successors: 0, shapes: 0 })
  assert.equal((await importSquares(owner, other.slice(1), { add: { parent: '81', kind: null }, day })).added.length, 0)
  await assert.rejects(
    importSquares(
      owner,
      [
        { code: '8104', name: 'Xã Rừng', lon: 4, lat: 0, side: 1 },
        { code: '8103', name: 'Xã Non', lon: 0, lat: 0, side: 1 },
        { code: '8103', name: 'Xã Nước', lon: 2, lat: 0, side: 1 },
      ],
      { add: { parent: '81', kind: null }, day },
    ),
    /code 8103 \(“Xã Nước”\) stands twice/,
  )
})
