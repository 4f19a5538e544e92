import assert from 'node:assert/strict'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readProvince } from './read-province.ts'

const DAK_LAK = join(import.meta.dirname, '../../provinces/dak-lak')
const SETTINGS = {
  id: 'thu',
  name: 'Tỉnh Thử',
  code: '99',
  agencyCode: 'T1',
  validFrom: '2025-07-01',
  services: [],
  credit: 'tự đặt',
}
const UNITS =
  'code,name,kind,lat,lon,area_km2\n99,Tỉnh Thử,province,12.5,108.1,\n10001,Xã Một,commune,12.6,108.2,30.5\n'
const AGENCIES =
  'code,name,short,kind,parent,unit\nT1,UBND tỉnh,UBND,committee,,99\nT1.X,UBND xã Một,Xã Một,commune,T1,10001\n'

async function written(files: Record<string, string>): Promise<AsyncDisposable & { readonly folder: string }> {
  const parent = await mkdtemp(join(tmpdir(), 'serepok-province-'))
  const folder = join(parent, 'thu')
  await mkdir(folder)
  const all = { 'province.json': JSON.stringify(SETTINGS), 'units-1.csv': UNITS, 'agencies.csv': AGENCIES, ...files }
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text)
  return { folder, [Symbol.asyncDispose]: () => rm(parent, { recursive: true }) }
}

test('Đắk Lắk: the province, 102 wards and communes, and a committee for each of them', async () => {
  const { province, units, agencies } = await readProvince(DAK_LAK)
  assert.equal(province.agencyCode, 'H15')
  const today = units.filter((unit) => unit.valid_to === null)
  const communes = today.filter((unit) => unit.parent === province.code)
  assert.equal(communes.length, 102)
  assert.equal(today.length, 103)
  assert.equal(communes.filter((unit) => unit.kind === 'ward').length, 14)
  const area = communes.reduce((sum, unit) => sum + (unit.area_km2 ?? NaN), 0)
  assert.ok(Math.abs(area - 18096.4) < 1, `${area} km²`)
  const committees = agencies.filter((agency) => agency.kind === 'commune')
  assert.deepEqual(
    committees.map((agency) => agency.unit),
    communes.map((unit) => unit.code),
  )
  for (const agency of agencies) {
    const unit = today.find((one) => one.code === agency.unit)
    assert.ok(unit === undefined || agency.name.toLowerCase() === `ubnd ${unit.name}`.toLowerCase(), agency.name)
    assert.equal(agency.parent, agency.code === 'H15' ? null : 'H15')
    assert.equal(agency.valid_from, '2025-07-01')
  }
  assert.equal(new Set(agencies.map((agency) => agency.short)).size, agencies.length)
})

test('names are NFC and carry the tone mark where the official style does', async () => {
  const { units, agencies } = await readProvince(DAK_LAK)
  for (const { name } of [...units, ...agencies]) {
    assert.equal(name, name.normalize('NFC'))
    assert.doesNotMatch(name, /o[àáảãạ](\s|,|$)|[^q]u[ỳýỷỹỵ](\s|,|$)/i)
  }
  assert.equal(units.find((unit) => unit.id === '22015@2025-07-01')?.name, 'Phường Tuy Hòa')
})

test('columns for dates and parent are optional; a code may name another place after its end', async () => {
  const before =
    'code,name,kind,lat,lon,area_km2,valid_from,valid_to\n10001,Phường Cũ,ward,12.6,108.2,,2020-01-01,2025-07-01\n'
  await using p = await written({ 'units-0.csv': `\uFEFF${before}` })
  const { units } = await readProvince(p.folder)
  assert.deepEqual(units[0], {
    id: '10001@2020-01-01',
    code: '10001',
    name: 'Phường Cũ',
    kind: 'ward',
    valid_from: '2020-01-01',
    valid_to: '2025-07-01',
    parent: '99',
    lat: 12.6,
    lon: 108.2,
    area_km2: null,
    successors: [],
  })
  assert.deepEqual([units[2]?.id, units[2]?.valid_to, units[1]?.parent], ['10001@2025-07-01', null, null])
})

test('successors are the units that stood when the earlier one ended; a level that ended became what its parts became', async () => {
  const before = [
    'code,name,kind,lat,lon,area_km2,valid_from,valid_to,parent,successors',
    '555,Huyện Cũ,district,,,,2020-01-01,2025-07-01,99,',
    '10001,Phường Cũ,ward,,,,2020-01-01,2024-01-01,555,10002',
    '10002,Xã Giữa,commune,,,,2020-01-01,2025-07-01,555,10001 10002',
    '10003,Xã Bên,commune,12.5,108.1,,2020-01-01,2025-07-01,555,10001',
  ]
  const after = `${UNITS}10002,Xã Hai,commune,12.7,108.2,9\n`
  await using p = await written({ 'units-0.csv': before.join('\n'), 'units-1.csv': after })
  const { units } = await readProvince(p.folder)
  assert.deepEqual(Object.fromEntries(units.map((unit) => [unit.id, unit.successors])), {
    '555@2020-01-01': ['10001@2025-07-01', '10002@2025-07-01'],
    '10001@2020-01-01': ['10002@2020-01-01'],
    '10002@2020-01-01': ['10001@2025-07-01', '10002@2025-07-01'],
    '10003@2020-01-01': ['10001@2025-07-01'],
    '99@2025-07-01': [],
    '10001@2025-07-01': [],
    '10002@2025-07-01': [],
  })
  assert.deepEqual([units[1]?.lat, units[1]?.lon, units[3]?.lat], [null, null, 12.5])
})

test('what is wrong is said with file, line and field', async () => {
  const row = (line: string): string => `${UNITS}${line}\n`
  const ended = (line: string): string => `code,name,kind,lat,lon,area_km2,valid_from,valid_to,successors\n${line}\n`
  const cases: [Record<string, string>, RegExp][] = [
    [{ 'province.json': '{' }, /province\.json: not JSON/],
    [{ 'province.json': JSON.stringify({ ...SETTINGS, validFrom: '1/7/2025' }) }, /province\.json: validFrom: /],
    [{ 'province.json': JSON.stringify({ ...SETTINGS, id: 'khac' }) }, /province\.json: id: /],
    [{ 'province.json': JSON.stringify({ ...SETTINGS, code: '98' }) }, /province\.json: code: .*98/],
    [{ 'province.json': JSON.stringify({ ...SETTINGS, agencyCode: 'T9' }) }, /agencyCode: .*T9/],
    [{ 'units-1.csv': row('10002,Xã Hai,commune,,108.2,30') }, /units-1\.csv:4: lat: /],
    [{ 'units-1.csv': row('10002,Xã Hai,commune,108.2,12.6,30') }, /units-1\.csv:4: lat: .*swapped/],
    [{ 'units-1.csv': row('10002,Xã Hai,village,12.6,108.2,30') }, /units-1\.csv:4: kind: /],
    [{ 'units-1.csv': row('10002,,commune,12.6,108.2,30') }, /units-1\.csv:4: name: /],
    [{ 'units-1.csv': row(',Xã Hai,commune,12.6,108.2,30') }, /units-1\.csv:4: code: /],
    [{ 'units-1.csv': row('10002,Xã Hai,commune,12.6,108.2,-3') }, /units-1\.csv:4: area_km2: /],
    [{ 'units-1.csv': row('10001,Xã Hai,commune,12.6,108.2,30') }, /units-1\.csv:4: code: 10001 still stands/],
    [{ 'units-1.csv': row('10002,Xã Hai') }, /units-1\.csv: .*line 4/],
    [{ 'units-1.csv': `${row('10002,Xã Hai,commune,,,')}` }, /units-1\.csv:4: lat: /],
    [{ 'units-0.csv': ended('10002,Xã Hai,commune,12.6,,,2020-01-01,2025-07-01,') }, /units-0\.csv:2: lon: /],
    [
      { 'units-0.csv': ended('10002,Xã Hai,commune,,,,2020-01-01,2025-07-01,10009') },
      /units-0\.csv:2: successors: no unit 10009 stands on 2025-07-01/,
    ],
    [{ 'units-0.csv': ended('10002,Xã Hai,commune,12.6,108.2,,,,10001') }, /units-0\.csv:2: successors: .*not ended/],
    [{ 'agencies.csv': AGENCIES.replace('T1,10001', 'T1,10009') }, /agencies\.csv:3: unit: no unit 10009/],
    [{ 'agencies.csv': AGENCIES.replace('commune,T1', 'commune,T7') }, /agencies\.csv:3: parent: no agency T7/],
    [{ 'agencies.csv': AGENCIES.replace('Xã Một,commune', `${'dài '.repeat(9)},commune`) }, /agencies\.csv:3: short: /],
  ]
  for (const [files, message] of cases) {
    await using p = await written(files)
    await assert.rejects(readProvince(p.folder), { message })
  }
  await assert.rejects(readProvince(join(DAK_LAK, '../khong-co')), /province\.json cannot be read/)
})
