import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { templateServiceStation } from './template-service-station.decoder.ts'

const decode = (bytes: Uint8Array) => templateServiceStation({ bytes, origin: 'test' })

/** `asset time value` of what was read, `reason: part` of what was not. */
function short(text: string | Uint8Array): string[] {
  return decode(typeof text === 'string' ? Buffer.from(text) : text).map((one) => {
    if (one.kind === 'unreadable') return `${one.reason}: ${Buffer.from(one.part).toString('latin1')}`
    assert.ok(one.kind === 'observation')
    return `${one.asset} ${new Date(one.at).toISOString()} ${one.value}`
  })
}

test('the sample: good lines are read, the bad one is set aside alone and whole', () => {
  const bytes = readFileSync(join(import.meta.dirname, 'sample/template-service-station.csv'))
  const parts = decode(bytes)
  assert.deepEqual(
    parts.flatMap((one) => (one.kind === 'observation' ? [[one.asset, one.property, one.at, one.value]] : [])),
    [
      ['TRAM_01', 'template_service_value', Date.parse('2026-11-23T13:00:00Z'), 12.5],
      ['TRAM_01', 'template_service_value', Date.parse('2026-11-23T13:10:00Z'), 13],
      ['TRAM_02', 'template_service_value', Date.parse('2026-11-23T13:00:00Z'), 0],
      ['TRAM_02', 'template_service_value', Date.parse('2026-11-23T13:20:00Z'), 104],
    ],
  )
  const [bad, ...more] = parts.filter((one) => one.kind === 'unreadable')
  assert.deepEqual(more, [])
  assert.equal(bad?.reason, 'value')
  assert.match(bad?.detail ?? '', /^dòng 5: .*hỏng/)
  assert.equal(Buffer.from(bad?.part ?? []).toString(), 'TRAM_02;2026-11-23T20:10:00+07:00;hỏng\r')
})

test('a mark at the beginning, other line ends, no last line end, nothing at all', () => {
  const line = 'T1;2026-11-23T13:00:00Z;1'
  const read = 'T1 2026-11-23T13:00:00.000Z 1'
  assert.deepEqual(short(`\uFEFF${line}\n\n  \n${line}\r\n${line}`), [read, read, read])
  assert.deepEqual([short(''), short('\n'), short('# chú thích')], [[], [], []])
})

test('each mistake has its word', () => {
  for (const [line, reason] of [
    ['T1;2026-11-23T13:00:00Z', 'fields'],
    ['T1;2026-11-23T13:00:00Z;1;2', 'fields'],
    [';2026-11-23T13:00:00Z;1', 'asset'],
    ['T1;2026-11-23T13:00:00;1', 'time'],
    ['T1;2026-02-30T13:00:00Z;1', 'time'],
    ['T1;2026-11-23T13:00:00Z;', 'value'],
    ['T1;2026-11-23T13:00:00Z;1.234,5', 'value'],
    ['T1;2026-11-23T13:00:00Z;1e9', 'value'],
    [`T1;2026-11-23T13:00:00Z;${'9'.repeat(400)}`, 'value'],
  ]) {
    assert.deepEqual(short(`${line}\nT1;2026-11-23T13:00:00Z;1`), [
      `${reason}: ${line}`,
      'T1 2026-11-23T13:00:00.000Z 1',
    ])
  }
  assert.deepEqual(short(Buffer.from('T1;\xff', 'latin1')), ['encoding: T1;\xff'])
})

test('any bytes: never a throw, and no byte of a refused line is lost', () => {
  let seed = 7
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 500; round += 1) {
    const bytes = Uint8Array.from({ length: next(80) }, () =>
      next(4) === 0 ? (';\n#1T'.charCodeAt(next(5)) as number) : next(256),
    )
    const lines = Buffer.from(bytes).toString('latin1').split('\n')
    for (const one of decode(bytes)) {
      if (one.kind === 'unreadable') assert.ok(lines.includes(Buffer.from(one.part).toString('latin1')))
    }
  }
})
