import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Place, type Square, command, squareMap, testDatabase } from '#tests'
import { testCentre } from '../tests/support/centre.ts'

const root = join(import.meta.dirname, '..')
const COMMUNES = join(root, '../shared/data/geo/daklak_2025_communes.geojson')

const run = (place: Place, ...args: string[]) => command('tools/units.ts', args, place)

async function mapFile(squares: readonly Square[]): Promise<AsyncDisposable & { readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-map-'))
  const file = join(folder, 'ban-do.geojson')
  await writeFile(file, JSON.stringify(squareMap(squares)))
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

const SQUARE: Square = { code: '24133', name: 'Buôn Ma Thuột', lon: 108, lat: 12.6, side: 0.2 }

test('help, and every mistake of the caller, with exit code 1 and nothing stored', async () => {
  const place = await testDatabase()
  await using map = await mapFile([SQUARE])
  try {
    const help = await run(place)
    assert.deepEqual([help.code, help.err, help.out.includes('npm run units -- import FILE.geojson')], [0, '', true])
    assert.equal((await run(place, 'import', '--help')).out, help.out)
    for (const [args, said] of [
      [['import'], 'npm run units -- import FILE.geojson'],
      [['export', map.file], 'npm run units -- import FILE.geojson'],
      [['import', map.file, map.file], 'npm run units -- import FILE.geojson'],
      [['import', join(map.file, 'khong-co')], 'the file cannot be read'],
      [['import', map.file, '--day', '1/7/2025'], '--day: yyyy-MM-dd'],
      [['import', map.file, '--add'], 'needs --day'],
      [['import', map.file, '--kind', 'làng'], 'province | district | ward | township | commune'],
      [['import', map.file, '--nonsense'], '--nonsense'],
      [['import', join(root, 'package.json')], 'no GeoJSON FeatureCollection'],
      [['import', map.file], '1 of 102: the map lacks units, nothing was stored'],
    ] as const) {
      const refused = await run(place, ...args)
      assert.deepEqual([refused.code, refused.out, refused.err.includes(said)], [1, '', true], refused.err)
    }
  } finally {
    await place.drop()
  }
})

test('beside a running centre: the map counts within seconds, stations of both contexts follow, forgetting undoes it', async () => {
  await using t = await testCentre({ contexts: ['live', 'demo'] })
  const place: Place = { dataDir: t.dataDir, url: t.databaseUrl, appUrl: t.databaseAppUrl }
  const demo = await t.token('demo', ['read', 'write'], 'H15.NNMT', 'demo')
  const station = { type: 'air-station', service: 'environment', lat: 12.61, lon: 108.01 }
  const put = (token: string, id: string): Promise<unknown> =>
    t.call('POST', '/api/v1/assets', { token, body: [{ id, name: id, ...station }] })
  await Promise.all([put(t.adminToken, 'a'), put(demo, 'b')])
  const unitOf = async (token: string): Promise<string> =>
    String((await t.call('GET', '/api/v1/assets', { token })).body.items[0]?.['unit'])
  const located = async (): Promise<[unknown, unknown]> => {
    const { body } = await t.call('GET', '/api/v1/units/locate?lat=12.61&lon=108.01')
    return [body['unit']?.['code'], body['approximate']]
  }
  const [cell, approximate] = await located()
  assert.notEqual(cell, '24133')
  assert.deepEqual([approximate, await unitOf(t.adminToken), await unitOf(demo)], [true, cell, cell])

  await using map = await mapFile([SQUARE])
  const taken = await run(place, 'import', map.file, '--partial', '--source', 'Sở Thử')
  assert.equal(taken.code, 0, taken.err)
  const lines = taken.out.trimEnd().split('\n')
  assert.equal(lines.at(-1), '1 of 102')
  assert.ok(lines.some((line) => line.includes('without a boundary: 22015 Phường Tuy Hòa, ')))
  assert.ok(lines.includes('live: 1 thiết bị đổi xã, phường / assets changed their unit'), taken.out)
  assert.ok(lines.includes('demo: 1 thiết bị đổi xã, phường / assets changed their unit'), taken.out)
  await new Promise((done) => setTimeout(done, 1100))
  assert.deepEqual(await located(), ['24133', false])
  assert.deepEqual([await unitOf(t.adminToken), await unitOf(demo)], ['24133', '24133'])
  const map1 = (await t.call('GET', '/api/v1/units/shapes')).body
  assert.deepEqual([map1['maps']?.[0]?.['source'], map1['without']?.length], ['Sở Thử', 101])
  const trail = (await t.call('GET', '/api/v1/audit')).body.items.map((one) => one['act'])
  assert.ok(trail.includes('unit.import' as never) && trail.includes('asset.relocate' as never))

  const forgotten = await run(place, 'forget')
  assert.deepEqual([forgotten.code, forgotten.out.includes('boundaries of 1 units dropped')], [0, true], forgotten.err)
  await new Promise((done) => setTimeout(done, 1100))
  assert.deepEqual(await located(), [cell, true])
  assert.equal(await unitOf(demo), cell)
})

test('over a database that has never been used, the surveyed map gives 102 of 102', async (context) => {
  if (!existsSync(COMMUNES)) return context.skip('../shared/data has no boundaries')
  const place = await testDatabase()
  try {
    const first = await run(place, 'import', COMMUNES)
    assert.deepEqual([first.code, first.out.trimEnd().split('\n').at(-1)], [0, '102 of 102'], first.err)
    const again = await run(place, 'import', COMMUNES)
    assert.deepEqual([again.code, again.out.includes('\n0 hình đã đổi / shapes changed\n')], [0, true], again.err)
  } finally {
    await place.drop()
  }
})
