import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ObservationDraft, Unreadable } from '#model'
import { airStation } from './air-station.decoder.ts'

const NAME = 'DL_ABCD_KHI001_20261123200500.txt'
const STAMP = '20261123200500'
/** 20:05:00 in Vietnam. */
const AT = Date.parse('2026-11-23T13:05:00Z')
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

function read(body: string | Uint8Array, origin = NAME): { good: ObservationDraft[]; bad: Unreadable[] } {
  const parts = airStation({ bytes: typeof body === 'string' ? bytesOf(body) : body, origin })
  return {
    good: parts.filter((part) => part.kind === 'observation'),
    bad: parts.filter((part) => part.kind === 'unreadable'),
  }
}

/** `property value quality` of the good, `reason` of the bad ones. */
function short(body: string | Uint8Array, origin?: string): string[] {
  const { good, bad } = read(body, origin)
  return [...good.map((one) => `${one.property} ${one.value} ${one.quality}`), ...bad.map((one) => one.reason)]
}

function sample(name: string): { good: ObservationDraft[]; bad: Unreadable[] } {
  return read(readFileSync(join(import.meta.dirname, 'sample', name)), name)
}

test('sample: one record a line, \\r\\n, decimal commas, every status', () => {
  const { good, bad } = sample('DL_THUNGHIEM_KHI001_20261123200500.txt')
  assert.deepEqual(bad, [])
  const of = (property: string, value: number, quality: string): object => ({
    kind: 'observation',
    asset: 'DL_THUNGHIEM_KHI001',
    property,
    at: AT,
    value,
    quality,
  })
  assert.deepEqual(good, [
    of('pm25', 31.4, 'good'),
    of('pm10', 52.8, 'good'),
    of('o3', 61, 'good'),
    of('co', 1420, 'good'),
    of('so2', 11.7, 'calibration'),
    of('no2', 24.9, 'error'),
    of('temp', 23.6, 'good'),
    of('rh', 78, 'calibration'),
  ])
})

test('sample: all records on one line, points, µ and ³, one tab too many', () => {
  const { good, bad } = sample('DL_THUNGHIEM_KHI002_20261123201000.txt')
  assert.deepEqual(bad, [])
  assert.deepEqual(
    good.map(({ property, value }) => [property, value]),
    [
      ['pm25', 18.25],
      ['pm10', 30.1],
      ['o3', 74],
      ['pressure', 952.1],
    ],
  )
})

test('sample: a BOM, and bad lines set aside alone, byte for byte, while good ones go on', () => {
  const name = 'DL_THUNGHIEM_KHI003_20261123201500.txt'
  const { good, bad } = sample(name)
  assert.deepEqual(
    good.map(({ property, value }) => [property, value]),
    [
      ['pm25', 18],
      ['no2', 21.5],
    ],
  )
  assert.deepEqual(
    bad.map((one) => one.reason),
    ['value', 'unit', 'time', 'symbol', 'value', 'status', 'fields', 'encoding'],
  )
  const lines = readFileSync(join(import.meta.dirname, 'sample', name))
    .toString('latin1')
    .split('\n')
  assert.deepEqual(
    bad.map((one) => Buffer.from(one.part).toString('latin1')),
    lines.slice(1, 9),
  )
  assert.match(bad[2]?.detail ?? '', /^dòng 4: .*20260230201500/)
})

test('the name says which station', () => {
  const line = `PM10\t5\tug/m3\t${STAMP}\t00`
  const asset = (origin: string): string | undefined => read(line, origin).good[0]?.asset
  assert.equal(asset(NAME), 'DL_ABCD_KHI001')
  assert.equal(asset(`KHI001/2026/11/23/${NAME}`), 'DL_ABCD_KHI001')
  assert.equal(asset(`D:\\ftp\\${NAME.replace('.txt', '.TXT')}`), 'DL_ABCD_KHI001')
  assert.equal(asset('DL_ABCD_KHI_NGOAI_01_20261123200500.txt'), 'DL_ABCD_KHI_NGOAI_01')
  // The same name however the sender's system composes its marks.
  const station = 'ĐL_Nhà máy_Trạm1'
  assert.equal(asset(`${station.normalize('NFD')}_${STAMP}.txt`), station.normalize('NFC'))
  for (const origin of [
    '',
    'x.txt',
    `ABCD_${STAMP}.txt`,
    'DL_ABCD_KHI001_202611232005.txt',
    NAME.replace('txt', 'csv'),
  ]) {
    const { good, bad } = read(line, origin)
    assert.deepEqual([good, bad.map((one) => [one.reason, textOf(one.part)])], [[], [['file-name', line]]])
  }
})

test('what is no text goes whole; a line that is not UTF-8 goes alone', () => {
  const utf16 = Buffer.from(`\uFEFFPM10\t5\tug/m3\t${STAMP}\t00\r\n`, 'utf16le')
  const { good, bad } = read(utf16)
  assert.deepEqual([good, bad.length, bad[0]?.reason], [[], 1, 'encoding'])
  assert.deepEqual(Buffer.from(bad[0]?.part ?? []), utf16)
  const latin = Buffer.from(`NO\t1\t\xb5g/m3\t${STAMP}\t00\nNO\t2\tug/m3\t${STAMP}\t00`, 'latin1')
  assert.deepEqual(short(latin), ['no 2 good', 'encoding'])
})

test('symbols in their spellings', () => {
  for (const symbol of ['PM2,5', 'PM2.5', 'PM25', 'pm2,5', ' PM2,5 ']) {
    assert.deepEqual(short(`${symbol}\t7\tug/m3\t${STAMP}\t00`), ['pm25 7 good'], symbol)
  }
  for (const symbol of ['', 'PM', 'PM2;5', 'VHg', 'constructor', '__proto__', 'toString']) {
    assert.deepEqual(short(`${symbol}\t7\tug/m3\t${STAMP}\t00`), ['symbol'], symbol)
  }
})

test('values with a point or a comma; what can be read in two ways is not read', () => {
  const value = (text: string): string[] => short(`PM10\t${text}\tug/m3\t${STAMP}\t00`)
  for (const [text, number] of [
    ['0', 0],
    ['12', 12],
    ['12.5', 12.5],
    ['12,5', 12.5],
    ['-7', -7],
    ['+1,25', 1.25],
    [' 8,4 ', 8.4],
    ['1,2E+02', 120],
    ['007,50', 7.5],
  ] as const) {
    assert.deepEqual(value(text), [`pm10 ${number} good`], text)
  }
  const huge = '9'.repeat(400)
  for (const text of [
    '',
    ' ',
    '-',
    ',5',
    '5,',
    '1.234,5',
    '1,234.5',
    '1.2.3',
    'NaN',
    'Infinity',
    '0x10',
    '1 2',
    '1e400',
    huge,
  ]) {
    assert.deepEqual(value(text), ['value'], text)
  }
})

test('units become the property’s own, and parts per million are not guessed', () => {
  const value = (symbol: string, unit: string): string[] => short(`${symbol}\t0,018\t${unit}\t${STAMP}\t00`)
  for (const unit of ['ug/m3', 'µg/m3', 'μg/m³', 'UG/Nm3', 'ug/m^3'])
    assert.deepEqual(value('SO2', unit), ['so2 0.018 good'], unit)
  // 0.018 × 1000 in binary fractions is 17.999999999999996.
  for (const unit of ['mg/m3', 'mg/Nm3', 'mg/m³']) assert.deepEqual(value('SO2', unit), ['so2 18 good'], unit)
  for (const unit of ['ppm', 'ppb', '', '%', 'oC', 'constructor', '__proto__'])
    assert.deepEqual(value('SO2', unit), ['unit'], unit)
  for (const unit of ['oC', '°C', '℃', 'độ C', 'độ C'.normalize('NFD')]) {
    assert.deepEqual(value('Temp', unit), ['temp 0.018 good'], unit)
  }
  assert.deepEqual(value('Temp', 'ug/m3'), ['unit'])
  const pressure = (value: string, unit: string): string[] => short(`P\t${value}\t${unit}\t${STAMP}\t00`)
  assert.deepEqual(pressure('95,21', 'kPa'), ['pressure 952.1 good'])
  assert.deepEqual(pressure('95210', 'Pa'), ['pressure 952.1 good'])
  for (const unit of ['hPa', 'mbar']) assert.deepEqual(pressure('952,1', unit), ['pressure 952.1 good'], unit)
})

test('what stands for “none” stands for it in every unit in which it cannot be measured', () => {
  // Not -9 999 000 µg/m³, which would be called negative.
  for (const [symbol, value, unit] of [
    ['CO', '-9999', 'mg/m3'],
    ['CO', '9999', 'mg/m3'],
    ['CO', '-999,0', 'mg/Nm3'],
    ['P', '-9999', 'kPa'],
    ['P', '9999', 'Pa'],
    ['P', '99999', 'hPa'],
    ['PM2,5', '99999', 'ug/m3'],
  ] as const) {
    const [one] = read(`${symbol}\t${value}\t${unit}\t${STAMP}\t00`).good
    assert.equal(one?.value, Number(value.replace(',', '.')))
    assert.equal(one.quality, 'sentinel', `${symbol} ${value} ${unit}`)
  }
  assert.deepEqual(short(`CO\t-9999\tmg/m3\t${STAMP}\t02`), ['co -9999 error'])
})

test('a value that can be measured is one, though elsewhere it would stand for “none”', () => {
  assert.deepEqual(short(`CO\t9999\tug/m3\t${STAMP}\t00`), ['co 9999 good'])
  assert.deepEqual(short(`CO\t99999\tug/m3\t${STAMP}\t00`), ['co 99999 good'])
  assert.deepEqual(short(`P\t99999\tPa\t${STAMP}\t00`), ['pressure 999.99 good'])
})

test('only statuses that the circular or the makers know', () => {
  const line = (status: string): string[] => short(`CO\t1\tug/m3\t${STAMP}\t${status}`)
  assert.deepEqual(['00', '01', '02', '03'].flatMap(line), [
    'co 1 good',
    'co 1 calibration',
    'co 1 error',
    'co 1 calibration',
  ])
  for (const status of ['0', '04', '99', 'OK', '000', 'constructor', '__proto__'])
    assert.deepEqual(line(status), ['status'])
})

test('times are local, and a moment that does not exist is not guessed', () => {
  const at = (stamp: string): number | undefined => read(`CO\t1\tug/m3\t${stamp}\t00`).good[0]?.at
  assert.equal(at('20261123200500'), AT)
  assert.equal(at('20260101000000'), Date.parse('2025-12-31T17:00:00Z'))
  assert.equal(at('20240229235959'), Date.parse('2024-02-29T16:59:59Z'))
  for (const stamp of [
    '20260229120000',
    '20261131120000',
    '20261301120000',
    '20260001120000',
    '20260100120000',
    '20261123240000',
    '20261123206000',
    '20261123200560',
    '2026112320050',
    '202611232005000',
    '2026-11-23 20:05:00',
    '00001123200500',
    '09991123200500',
    '',
  ]) {
    assert.deepEqual(short(`CO\t1\tug/m3\t${stamp}\t00`), ['time'], stamp)
  }
})

test('lines end in any way, blank ones are nothing, and one bad record of a long line goes alone', () => {
  const line = `CO\t1\tug/m3\t${STAMP}\t00`
  for (const end of ['\n', '\r\n', '\r', '\n\n', '\r\n \t\r\n']) {
    assert.deepEqual(short(`${line}${end}${line}${end}`), ['co 1 good', 'co 1 good'], JSON.stringify(end))
  }
  for (const nothing of ['', '\n', '\r\n\r\n', '\t\t\n', '\uFEFF', '\uFEFF\r\n']) assert.deepEqual(short(nothing), [])
  const { good, bad } = read(`${line}\tCO\tx \tug/m3\t${STAMP}\t00\t${line}\tCO\ty\tug/m3\t${STAMP}\t00\t \r\n`)
  assert.equal(good.length, 2)
  assert.deepEqual(
    bad.map((one) => textOf(one.part)),
    [`CO\tx \tug/m3\t${STAMP}\t00`, `CO\ty\tug/m3\t${STAMP}\t00\t `],
  )
  // Nine fields: nobody can tell which one is missing.
  assert.deepEqual(short(`${line}\tCO\t1\tug/m3\t${STAMP}`), ['fields'])
  assert.equal(read(`${line}\r\n\r\n${line}\tx`).bad[0]?.detail.startsWith('dòng 3: '), true)
})

test('decomposed text is set aside as it came', () => {
  const line = `Độ ẩm\t7\t%\t${STAMP}\t00`.normalize('NFD')
  assert.deepEqual(
    read(line).bad.map((one) => textOf(one.part)),
    [line],
  )
})

test('a line of millions of blanks takes no time to speak of', () => {
  const before = performance.now()
  assert.deepEqual(short(`CO${'\t '.repeat(1_000_000)}x`), ['fields'])
  assert.ok(performance.now() - before < 2000)
})
