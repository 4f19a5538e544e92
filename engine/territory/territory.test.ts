import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FoundUnit, Problem, Unit } from '#model'
import { importSquares, squareShape, testContext } from '#tests'
import { listUnits, locate, locateUnit, readProvince, seedUnits, shapes, unitAt } from './index.ts'

const DAY = '2026-11-24'
const data = await readProvince(join(import.meta.dirname, '../../provinces/dak-lak'))
const today = data.units.filter((unit) => unit.valid_to === null)
const communes = today.filter((unit) => unit.kind !== 'province')
/** The units of today alone, as a province without a past has them. */
const young = { ...data, units: today }

async function seeded(of = data): Promise<Awaited<ReturnType<typeof testContext>>> {
  const t = await testContext()
  await seedUnits(t.owner('live'), of)
  return t
}

/** 24133 named another ward, some kilometres away, until the code was used again in 2025. */
function thangLoi(): Unit {
  return {
    id: '24133@2021-01-01',
    code: '24133',
    valid_from: '2021-01-01',
    valid_to: '2025-07-01',
    name: 'Phường Thắng Lợi',
    kind: 'ward',
    parent: '66',
    lat: 12.68,
    lon: 108.05,
    area_km2: 1,
    successors: ['24133@2025-07-01'],
  }
}

test('seeding twice changes nothing, renews what the file corrects and keeps imported shapes and ends', async () => {
  await using t = await testContext()
  const owner = t.owner('live')
  const links = data.units.reduce((sum, unit) => sum + unit.successors.length, 0)
  assert.deepEqual(await seedUnits(owner, data), { units: data.units.length, successors: links, shapes: 103 })
  assert.deepEqual(await seedUnits(owner, data), { units: 0, successors: 0, shapes: 0 })
  await importSquares(owner, [{ code: '24133', name: 'Buôn Ma Thuột', lon: 108, lat: 12.6, side: 0.1 }], {
    partial: true,
  })
  await owner.query(`update unit set valid_to = '2027-01-01' where code = '24604' and valid_to is null`)
  const units = data.units.map((unit) => {
    if (unit.id === '22024@2021-01-01') return { ...unit, successors: ['22015@2025-07-01'] }
    return unit.id === '24133@2025-07-01' ? { ...unit, name: 'Phường Thử' } : unit
  })
  assert.deepEqual(await seedUnits(owner, { ...data, units }), { units: 1, successors: 1, shapes: 0 })
  assert.equal((await unitAt(t.ctx.db, '24133', DAY))?.name, 'Phường Thử')
  assert.equal((await listUnits(t.ctx.db, { at: DAY, q: 'phuong thu', limit: 9 })).items.length, 1)
  assert.equal((await unitAt(t.ctx.db, '24604', DAY))?.valid_to, '2027-01-01')
  const [kept] = await owner.query(`select code, geometry from unit_shape where origin = 'imported'`)
  assert.deepEqual(kept, {
    code: '24133',
    geometry: { type: 'MultiPolygon', coordinates: squareShape(108, 12.6, 0.1) },
  })
})

test('search finds a name in every spelling of marks and case, from its start or its middle, and a code', async () => {
  await using t = await seeded(young)
  const found = async (q: string): Promise<string[]> =>
    (await listUnits(t.ctx.db, { at: DAY, q, limit: 200 })).items.map((unit) => unit.code)
  const same = ['buon ma thuot', 'BUÔN MA THUỘT', 'Buôn Ma Thuột', ' buôn  ma thuột ', 'n ma thu', 'ma thuot', '24133']
  for (const q of [...same, 'Buôn Ma Thuột'.normalize('NFD'), 'phường Buôn-Ma-Thuột']) {
    assert.deepEqual(await found(q), ['24133'], q)
  }
  assert.deepEqual(await found('đắk'), ['66', '24595', '24598'].sort())
  assert.deepEqual(await found('DAK LIENG'), ['24595'])
  assert.deepEqual(await found('sơn hoà'), await found('Sơn Hòa'))
  assert.deepEqual(await found("cư m'gar"), ['24280'])
  assert.deepEqual(await found('cu mgar'), ['24280'])
  assert.deepEqual(await found('Ea H’Leo'), ['24184'])
  assert.deepEqual(
    await found('241'),
    communes.filter((unit) => unit.code.includes('241')).map((unit) => unit.code),
  )
  assert.equal((await found('')).length, 103)
  for (const q of ['%', '_', "'", 'không có', '\0']) assert.deepEqual(await found(q), [], q)
})

test('pages by cursor give every unit once', async () => {
  await using t = await seeded()
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listUnits(t.ctx.db, { at: DAY, limit: 40, cursor })
    seen.push(...page.items.map((unit) => unit.id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  assert.deepEqual(seen, today.map((unit) => unit.id).sort())
  const whole = (await listUnits(t.ctx.db, { at: DAY, q: 'hòa', limit: 1000 })).items
  assert.ok(new Set(whole.map((unit) => unit.formerly.length > 0)).size === 2)
  const pages: FoundUnit[] = []
  for (let after: string | undefined; ;) {
    const page = await listUnits(t.ctx.db, { at: DAY, q: 'hòa', limit: 7, cursor: after })
    pages.push(...page.items)
    if (page.next === null) break
    after = page.next
  }
  assert.deepEqual(pages, whole)
  const invalid = (pointer: string) => (error: Problem) => error.code === 'invalid' && error.pointer === pointer
  for (const odd of ['a\0', '24133', '3:24133', '0:', '0:a\0'])
    await assert.rejects(listUnits(t.ctx.db, { at: DAY, limit: 9, cursor: odd }), invalid('/cursor'), odd)
  await assert.rejects(listUnits(t.ctx.db, { at: '2026-02-30', limit: 9 }), invalid('/at'))
  assert.deepEqual((await listUnits(t.ctx.db, { at: '0000-01-01', limit: 9 })).items, [])
})

test('one code, two places: each is found on its own days only', async () => {
  await using t = await seeded({ ...data, units: [...today, thangLoi()] })
  const { db } = t.ctx
  const nameOf = async (reference: string, day: string): Promise<string | undefined> =>
    (await unitAt(db, reference, day))?.name
  assert.equal(await nameOf('24133', '2025-06-30'), 'Phường Thắng Lợi')
  assert.equal(await nameOf('24133', '2025-07-01'), 'Phường Buôn Ma Thuột')
  assert.equal(await nameOf('24133@2021-03-01', DAY), 'Phường Thắng Lợi')
  assert.equal(await nameOf('24133@2025-07-01', '2021-03-01'), 'Phường Buôn Ma Thuột')
  assert.equal(await nameOf('24133', '2020-12-31'), undefined)
  for (const odd of ['', '24133@2026-02-30', '24133@', 'x\0', '99999', '24133@0000-01-01']) {
    assert.equal(await nameOf(odd, DAY), undefined, odd)
  }
  const on = async (at: string): Promise<string[]> =>
    (await listUnits(db, { at, q: '24133', limit: 9 })).items.map((unit) => unit.id)
  assert.deepEqual(await on('2021-03-01'), ['24133@2021-01-01'])
  assert.deepEqual(await on(DAY), ['24133@2025-07-01'])
  assert.equal((await locate(db, 12.68, 108.05, '2021-03-01'))?.unit.name, 'Phường Thắng Lợi')
  assert.notEqual((await locate(db, 12.68, 108.05, DAY))?.unit.name, 'Phường Thắng Lợi')
  assert.deepEqual(
    (await shapes(db, '2021-03-01')).features.map((feature) => feature.id),
    ['24133@2021-01-01'],
  )
  const [last, first] = [Date.parse('2025-06-30T23:59:59+07:00'), Date.parse('2025-07-01T00:00:00+07:00')]
  const at = { lat: 12.68, lon: 108.05 }
  assert.equal(await locateUnit(t.shared, at.lat, at.lon, last), '24133')
  assert.equal(
    await locateUnit(t.shared, at.lat, at.lon, first),
    (await locate(db, at.lat, at.lon, '2025-07-01'))?.unit.code,
  )
})

test('every centre lies in its commune; other countries, the sea and Hà Nội in none', async () => {
  await using t = await seeded()
  for (const unit of communes) {
    assert.deepEqual(await locate(t.ctx.db, unit.lat ?? NaN, unit.lon ?? NaN, DAY), { unit, approximate: true })
  }
  const elsewhere = { 'Sen Monorom': [12.46, 107.19], sea: [13.1, 110], 'Hà Nội': [21.03, 105.85], nowhere: [NaN, 108] }
  for (const [name, [lat, lon]] of Object.entries(elsewhere)) {
    assert.equal(await locate(t.ctx.db, lat as number, lon as number, DAY), null, name)
  }
  assert.equal(await locate(t.ctx.db, 12.708935, 108.028015, '2025-06-30'), null)
})

test('an imported map is used alone, and is seen although this process did not write it', async () => {
  await using t = await seeded()
  const { db } = t.ctx
  const centre = [12.708935, 108.028015] as const
  assert.equal((await locate(db, ...centre, DAY))?.approximate, true)
  // As another process would: this one's memory is not told.
  const owner = t.owner('live')
  await owner.query(
    `insert into unit_map (file, digest, source, day, imported_by, imported_at)
     values ('f', repeat('0', 64), 'Sở Thử', '2025-07-01', 'x', now())`,
  )
  await owner.query(
    `insert into unit_shape (code, valid_from, origin, geometry, map)
     select '24121', '2025-07-01', 'imported', $1, id from unit_map`,
    [{ type: 'MultiPolygon', coordinates: squareShape(108, 12.6, 0.200004) }],
  )
  await new Promise((done) => setTimeout(done, 1100))
  const found = await locate(db, ...centre, DAY)
  assert.deepEqual([found?.unit.code, found?.approximate], ['24121', false])
  // Another commune's approximate cell no longer counts.
  assert.equal(await locate(db, 13.08134, 109.28813, DAY), null)
  const map = await shapes(db, DAY)
  assert.deepEqual(
    map.features.map(({ id, properties }) => [id, properties.code, properties.approximate]),
    [['24121@2025-07-01', '24121', false]],
  )
  assert.deepEqual(map.bbox, [108, 12.6, 108.2, 12.8])
  assert.deepEqual([map.without.length, map.maps], [101, [{ source: 'Sở Thử', day: '2025-07-01' }]])
  await owner.query(`delete from unit_shape where origin = 'imported'`)
  await new Promise((done) => setTimeout(done, 1100))
  assert.equal((await locate(db, ...centre, DAY))?.unit.code, '24133')
})

test('the map of a day: 102 areas and the edge, lon before lat, five decimals', async () => {
  await using t = await seeded()
  const map = await shapes(t.ctx.db, DAY)
  assert.equal(map.features.length, 103)
  assert.deepEqual(map.features.at(-1)?.properties, {
    code: '66',
    name: 'Tỉnh Đắk Lắk',
    kind: 'province',
    valid_from: '2025-07-01',
    approximate: true,
  })
  for (const [lon, lat] of map.features.flatMap((feature) => feature.geometry.coordinates.flat(2))) {
    assert.ok(lon > 107 && lon < 110 && lat > 11.9 && lat < 14)
    assert.equal(lon, Number(lon.toFixed(5)))
    assert.equal(lat, Number(lat.toFixed(5)))
  }
  assert.equal((await shapes(t.ctx.db, DAY)) === map, true)
  assert.deepEqual([map.since, map.maps, map.without], ['2025-07-01', [], []])
  const none = { type: 'FeatureCollection', features: [], maps: [], since: null, without: [] }
  assert.deepEqual(await shapes(t.ctx.db, '2020-01-01'), none)
})

test('a point is placed at least fifty thousand times a second', async (t) => {
  await using c = await seeded()
  const points = Array.from({ length: 50_000 }, (_, index) => {
    return [12.2 + ((index * 7919) % 1500) / 1000, 107.5 + ((index * 104_729) % 1900) / 1000] as const
  })
  const run = async (): Promise<number> => {
    const start = performance.now()
    for (const [lat, lon] of points) await locate(c.ctx.db, lat, lon, DAY)
    return performance.now() - start
  }
  const rounds = [await run(), await run(), await run()]
  t.diagnostic(`${Math.round(50_000 / (Math.min(...rounds) / 1000))} a second`)
  assert.ok(Math.min(...rounds) < 1000, `${rounds.join(', ')} ms for 50.000`)
})
