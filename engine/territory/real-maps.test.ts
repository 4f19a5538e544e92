import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ProvinceData, Unit } from '#model'
import type { Sql } from '#platform/database'
import { MAP_ORDER, testClock, testContext } from '#tests'
import { importMap, listUnits, locate, readProvince, seedUnits, shapes } from './index.ts'

const ROOT = join(import.meta.dirname, '../..')
const GEO = join(ROOT, '../shared/data/geo')
const COMMUNES = join(GEO, 'daklak_2025_communes.geojson')
const DAY = MAP_ORDER.day
const clock = testClock()

const byText = (a: string, b: string): number => (a < b ? -1 : 1)

async function seeded(data: ProvinceData): Promise<Awaited<ReturnType<typeof testContext>>> {
  const t = await testContext()
  await seedUnits(t.owner('live'), data)
  return t
}

/** The best of three rounds over points all across the province. */
async function placesPerSecond(db: Sql): Promise<number> {
  const points = Array.from({ length: 20_000 }, (_, index) => {
    return [12.2 + ((index * 7919) % 1500) / 1000, 107.5 + ((index * 104_729) % 1900) / 1000] as const
  })
  const rounds: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now()
    for (const [lat, lon] of points) await locate(db, lat, lon, DAY)
    rounds.push(performance.now() - start)
  }
  return points.length / (Math.min(...rounds) / 1000)
}

test('the surveyed map of Đắk Lắk: 102 of 102, each centre in its own commune, drawn lightly', async (context) => {
  if (!existsSync(COMMUNES)) return context.skip('../shared/data has no boundaries')
  const data = await readProvince(join(ROOT, 'provinces/dak-lak'))
  await using t = await seeded(data)
  const bytes = readFileSync(COMMUNES)
  const order = { ...MAP_ORDER, bytes, file: 'daklak.geojson' }
  const report = await importMap(t.owner('live'), { clock }, order)
  assert.deepEqual([report.covered, report.of, report.notes], [102, 102, []])
  const communes = data.units.filter((one) => one.valid_to === null && one.kind !== 'province')
  for (const one of communes) {
    const found = await locate(t.ctx.db, one.lat ?? NaN, one.lon ?? NaN, DAY)
    assert.deepEqual([found?.unit.code, found?.approximate], [one.code, false], one.name)
  }
  const map = await shapes(t.ctx.db, DAY)
  const size = JSON.stringify(map).length
  context.diagnostic(`${(bytes.length / 1000).toFixed(0)} kB surveyed, ${(size / 1000).toFixed(0)} kB drawn`)
  assert.ok(map.features.length === 103 && size < 450_000)
  const rate = await placesPerSecond(t.ctx.db)
  context.diagnostic(`${Math.round(rate)} points placed a second`)
  assert.ok(rate > 20_000)
  // Its 2021 namesakes are other places: nothing of it is taken for that day.
  await assert.rejects(importMap(t.owner('live'), { clock }, { ...order, day: '2021-06-01' }), /49 of 294/)
})

test('the provinces of Vietnam: one is known, the others come in when asked', async (context) => {
  const file = join(GEO, 'vietnam_2025_provinces.geojson')
  if (!existsSync(file)) return context.skip('../shared/data has no provinces')
  await using t = await seeded(await readProvince(join(ROOT, 'provinces/dak-lak')))
  const order = { ...MAP_ORDER, bytes: readFileSync(file), day: '2025-07-01' }
  const known = await importMap(t.owner('live'), { clock }, order)
  assert.deepEqual([known.covered, known.of], [1, 1])
  assert.match(known.notes[0]?.en ?? '', /^33 features are of no unit: 01 Thành phố Hà Nội, /)
  const all = await importMap(t.owner('live'), { clock }, { ...order, add: { parent: null, kind: null } })
  assert.deepEqual([all.covered, all.of, all.added.length], [34, 34, 33])
  const provinces = (await listUnits(t.ctx.db, { at: DAY, limit: 1000 })).items.filter((one) => one.kind === 'province')
  assert.equal(provinces.length, 34)
  // Communes of Đắk Lắk are cells still, and its outline is theirs.
  assert.ok((await shapes(t.ctx.db, DAY)).features.every((one) => one.properties.approximate))
})

test('the table of 2021 is the crosswalk of the ministry: same units, same successors, divided where it says so', async (context) => {
  const admin = join(ROOT, '../shared/domain/admin')
  if (!existsSync(admin)) return context.skip('../shared/domain has no crosswalk')
  const table = (name: string): string[][] =>
    readFileSync(join(admin, name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
  const { units } = await readProvince(join(ROOT, 'provinces/dak-lak'))
  const old = units.filter((one) => one.valid_from < '2025-07-01')
  const codes = (level: (kind: Unit['kind']) => boolean): string[] =>
    [...new Set(old.filter((one) => level(one.kind)).map((one) => one.code))].sort()
  const higher = (kind: Unit['kind']): boolean => kind === 'province' || kind === 'district'
  assert.deepEqual(
    codes((kind) => !higher(kind)),
    table('daklak_phuyen_2021_communes.csv')
      .map(([code]) => code ?? '')
      .toSorted(byText),
  )
  assert.deepEqual(
    codes(higher),
    table('daklak_phuyen_2021_districts.csv')
      .map(([code]) => code ?? '')
      .toSorted(byText),
  )
  for (const [code, , , parent] of table('daklak_phuyen_2021_communes.csv')) {
    assert.ok(
      old.filter((one) => one.code === code && !higher(one.kind)).every((one) => one.parent === parent),
      code,
    )
  }
  // It follows the names, which two codes of 2024 do not: wards 2 and Thành Công stand under the codes of wards 8 and Thắng Lợi.
  const renamed = new Map([
    ['22021', '22018'],
    ['24139', '24133'],
  ])
  const wanted = new Map<string, { to: string[]; partial: boolean }>()
  for (const [to = '', , from = '', , , , partial] of table('crosswalk_2021_to_2025.csv')) {
    const code = renamed.get(from) ?? from
    const known = wanted.get(code) ?? { to: [], partial: false }
    wanted.set(code, { to: [...known.to, `${to}@2025-07-01`].sort(), partial: known.partial || partial === '1' })
  }
  const ended = old.filter((one) => one.valid_to === '2025-07-01' && !higher(one.kind))
  assert.deepEqual(ended.map((one) => one.code).sort(), [...wanted.keys()].sort())
  for (const one of ended) {
    assert.deepEqual(one.successors, wanted.get(one.code)?.to, one.name)
    assert.equal(one.successors.length > 1, wanted.get(one.code)?.partial, one.name)
  }
})
