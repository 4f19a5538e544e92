import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Unit } from '#model'
import { conflictText, unknownText } from './map-words.ts'
import { kindOfTitle, matchMap } from './match-map.ts'
import { plainName } from './plain-name.ts'
import type { MapFeature } from './read-map.ts'

function unit(code: string, name: string, more: Partial<Unit> = {}): Unit {
  const at = { valid_from: '2025-07-01', valid_to: null, parent: '09', area_km2: null, successors: [] }
  return { id: `${code}@2025-07-01`, code, name, kind: 'commune', lat: 12.05, lon: 108.05, ...at, ...more }
}
const UNITS = [
  unit('00907', 'Xã Đá Trắng'),
  unit('00910', 'Phường Bến Sông', { lon: 108.15 }),
  unit('00913', 'Xã Cư M’tơ', { lon: 108.25 }),
  unit('09', 'Tỉnh Thử', { kind: 'province', parent: null }),
]

function feature(number: number, properties: Record<string, unknown>): MapFeature {
  const west = 108 + (number - 1) / 10
  const ring: [number, number][] = [[west, 12], [west + 0.1, 12], [west + 0.1, 12.1], [west, 12.1], [west, 12]] // prettier-ignore
  return { number, properties, shape: [[ring]] }
}
function match(list: Record<string, unknown>[], of: Partial<Parameters<typeof matchMap>[2]> = {}) {
  const found = matchMap(
    list.map((one, index) => feature(index + 1, one)),
    UNITS,
    { fields: {}, anyName: false, ...of },
  )
  return { ...found, codes: found.matches.map((one) => one.unit.code) }
}
const ALL = ['00907', '00910', '00913']

test('the code is found in whatever property it stands, as text or number, with its zeros or without', () => {
  for (const [field, codes] of [
    ['code', ALL],
    ['MaXa', ALL],
    ['ma_dvhc', [907, 910, 913]],
    ['GID_3', ['907', '910', '913']],
    ['id', ['0907', '910', ' 00913 ']],
  ] as const) {
    const found = match([
      { stt: 1, [field]: codes[0], TEN: 'Đá Trắng', dan_so: 907 },
      { stt: 2, [field]: codes[1], TEN: 'P. Bến Sông', dan_so: 12 },
      { stt: 3, [field]: codes[2], TEN: "XÃ CƯ M'TƠ", dan_so: 910 },
    ])
    assert.deepEqual([found.codes, found.codeField, found.nameField], [ALL, field, 'TEN'], field)
    assert.deepEqual([found.conflicts, found.unknown], [[], []])
  }
})

test('a code that is used again is not believed when the name, or without names the place, says otherwise', () => {
  const found = match([
    { code: '00907', name: 'Xã Đá Trắng' },
    { code: '00910', name: 'Phường Cũ' },
    { code: '00999', name: 'Xã Lạ' },
  ])
  assert.deepEqual(found.codes, ['00907'])
  assert.deepEqual(
    found.conflicts.map(({ number, unit: { code }, name }) => [number, code, name]),
    [[2, '00910', 'Phường Cũ']],
  )
  const past = unit('00910', 'Phường Cũ', { id: '00910@2021-01-01', valid_from: '2021-01-01', valid_to: '2025-07-01' })
  assert.match(
    conflictText(found.conflicts, [...UNITS, past])[0]?.vi ?? '',
    /“Phường Cũ” \(đúng với ngày 2021-01-01: --day\)/,
  )
  assert.match(conflictText(found.conflicts, UNITS)[0]?.en ?? '', /code 00910 is Phường Bến Sông.*--any-name/)
  assert.equal(unknownText(found)[0]?.en, '1 features are of no unit: 00999 Xã Lạ')
  assert.deepEqual(match([{ code: '00907', name: 'Xã Khác' }], { anyName: true }).codes, ['00907'])
  // The first square holds the centre of 00907, not that of 00910.
  const nameless = match([{ code: '00910' }, { code: '00907' }])
  assert.deepEqual([nameless.codes, nameless.conflicts.map(({ unit: { code } }) => code)], [[], ['00910', '00907']])
  assert.deepEqual(match([{ code: '00907' }, { code: '00910' }]).codes, ['00907', '00910'])
})

test('several features of one code are one unit with several parts', () => {
  const found = match([
    { code: '00907', name: 'Xã Đá Trắng' },
    { code: '00907', name: 'Xã Đá Trắng' },
  ])
  assert.deepEqual([found.matches[0]?.numbers, found.matches[0]?.shape.length], [[1, 2], 2])
})

test('in a map of units that nobody knows, the code is the property that is called so and tells them apart', () => {
  const field = (list: Record<string, unknown>[]): (string | null)[] => {
    const { codeField, nameField } = match(list)
    return [codeField, nameField]
  }
  assert.deepEqual(
    field([
      { id: 1, stt: 5, maTinh: '81', maXa: '8101', ten: 'Cát', tenDayDu: 'Phường Cát' },
      { id: 2, stt: 6, maTinh: '81', maXa: '8102', ten: 'Đảo', tenDayDu: 'Đặc khu Đảo' },
      { id: 3, stt: 7, maTinh: '81', maXa: '8102', ten: 'Đảo', tenDayDu: 'Đặc khu Đảo' },
    ]),
    ['maXa', 'tenDayDu'],
  )
  // The ninth in a list is not the province 09.
  const listed = ['Cát', 'Đảo', 'Non'].map((ten, index) => ({ stt: index + 8, ma: `810${index}`, ten }))
  assert.deepEqual(field(listed), ['ma', 'ten'])
  assert.deepEqual(field([{ ma_tinh: 81, ma_xa: 8101, ten: 'Cát' }]), ['ma_xa', 'ten'])
  assert.deepEqual(field([{ id: '81', name: 'Cát' }]), ['id', 'name'])
  assert.deepEqual(field([{ stt: 1, name: 'Cát' }]), [null, 'name'])
})

test('asked for by name, other properties are not looked at; a file without codes matches nothing', () => {
  const list = [{ a: '00907', b: '00910', t: 'Xã Đá Trắng', u: 'Phường Bến Sông' }]
  assert.deepEqual(match(list, { fields: { code: 'b', name: 'u' } }).codes, ['00910'])
  assert.deepEqual(match(list, { fields: { code: 'không có' } }).codes, [])
  const none = match([{ name: 'Xã Đá Trắng' }, {}])
  assert.deepEqual(
    [none.codes, none.unknown.map((one) => [one.code, one.name])],
    [
      [],
      [
        [null, 'Xã Đá Trắng'],
        [null, null],
      ],
    ],
  )
})

test('names are compared without marks, titles, blanks and apostrophes; a title says what a unit is', () => {
  for (const name of ['Xã Cư M’gar', "cư m'gar", 'CU MGAR', 'xã Cư M’gar'.normalize('NFD'), 'x. Cư Mgar'])
    assert.equal(plainName(name), 'cumgar', name)
  assert.equal(plainName('Phường 9'), '9')
  assert.equal(plainName('Thị xã Sông Cầu'), plainName('Phường Sông Cầu'))
  assert.notEqual(plainName('Xã Hòa Thắng'), plainName('Xã Hòa Thành'))
  assert.deepEqual(
    ['Tỉnh A', 'Thành phố B', 'Quận C', 'Phường D', 'Thị trấn E', 'Đặc khu G', 'XÃ H', 'Hòa Thắng'].map((name) =>
      kindOfTitle(name, '48'),
    ),
    ['province', 'province', 'district', 'ward', 'township', 'commune', 'commune', null],
  )
  assert.equal(kindOfTitle('Thành phố B', '643'), 'district')
})
