import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, EVERYTHING, HOUR, MINUTE, Problem, fold } from '#model'
import { histogram } from './histogram.ts'
import { type EventSpan, listEvents } from './list.ts'
import { NOW, event, room } from './test-room.ts'

test('words are found whatever their accents, composition and tone style, and by their beginning', async () => {
  await using r = await room()
  await r.send(
    event('fire', { data: { title: 'Cháy rừng ở Ea Súp', note: ['khói dày'], n: 7 } }),
    event('peace', { subject: 'Trường Hoà Bình'.normalize('NFD') }),
    event('peace2', { subject: 'Trường Hòa Bình' }),
    event('road', { data: 'Đường ngập' }),
    event('mark', { data: "O'Brien \\ & | ! <-> =s:src" }),
  )
  const cases: [string, string[]][] = [
    ['cháy rừng', ['fire']],
    ['CHAY  RUNG', ['fire']],
    ['rừng'.normalize('NFD'), ['fire']],
    ['ru', []],
    ['ru*', ['fire']],
    ['ea su* kho*', ['fire']],
    ['khói-dày', ['fire']],
    ['7', ['fire']],
    ['hòa', ['peace', 'peace2']],
    ['hoà'.normalize('NFD'), ['peace', 'peace2']],
    ['truong*', ['peace', 'peace2']],
    ['duong', ['road']],
    ['đường', ['road']],
    ['rừng ngập', []],
    ["o'brien", ['mark']],
    ['=s:src', ['mark']],
    ["' | 'chay", ['fire']],
    [' ', ['fire', 'mark', 'peace', 'peace2', 'road']],
  ]
  for (const [q, ids] of cases) assert.deepEqual((await r.find({ q })).sort(), ids, q)
  for (const q of ['*', '!!', 'x '.repeat(30)]) {
    await assert.rejects(r.find({ q }), (error) => error instanceof Problem && error.pointer === '/q', q)
  }
})

test('of a declared type only the fields that are named for it are searched', async () => {
  await using r = await room()
  const data = { headline: 'Gió giật', place: ['Krông Bông'], author: 'người đưa tin' }
  await r.send(event('1', { type: 'weather.warning', data }), event('2', { type: 'other', data }))
  assert.deepEqual((await r.find({ q: 'gio giat krong' })).sort(), ['1', '2'])
  assert.deepEqual(await r.find({ q: 'đưa tin' }), ['2'])
})

test('structure: source by either name, type, severity, unit, time; together with words', async () => {
  await using r = await room()
  await r.send(
    event('1', { origin: 'urn:x', severity: 'high', data: 'cháy', at: NOW - HOUR }),
    event('2', { type: "o'ther", severity: 'low', data: 'cháy', at: NOW - 3 * DAY }),
    event('3', { asset: 'm1', at: NOW - 100 * DAY }),
  )
  const cases: [EventSpan, string[]][] = [
    [{ source: 'src' }, ['1', '2', '3']],
    [{ source: 'urn:x' }, ['1']],
    [{ source: 'sr' }, []],
    [{ type: "o'ther" }, ['2']],
    [{ severity: 'high' }, ['1']],
    [{ unit: '24133' }, ['3']],
    [{ q: 'cháy', severity: 'low' }, ['2']],
    [{ from: NOW - 3 * DAY, to: NOW - HOUR }, ['2']],
    [{ from: NOW - 3 * DAY, to: NOW - HOUR + 1 }, ['1', '2']],
    [{ to: NOW - 50 * DAY, q: 'test' }, ['3']],
    [{ from: NOW }, []],
  ]
  for (const [span, ids] of cases) assert.deepEqual(await r.find(span), ids, JSON.stringify(span))
})

test('pages go on where they were while new ones arrive; each event is on one page, the newest first', async () => {
  await using r = await room()
  const at = (n: number): number => NOW - Math.floor(n / 3) * 7 * HOUR
  await r.send(
    ...Array.from({ length: 100 }, (_, n) => event(String(n), { at: at(n), data: n % 2 === 0 ? 'chẵn' : 'lẻ' })),
  )
  for (const [q, step, size] of [
    [undefined, 1, 7],
    ['chan', 2, 3],
  ] as const) {
    const seen: number[] = []
    let cursor: string | undefined
    for (let page = 0; ; page += 1) {
      const { items, next } = await listEvents(r.ctx, { q }, EVERYTHING, { limit: size, cursor })
      seen.push(...items.map((one) => Number(one.id)))
      await r.send(event(`later-${q}-${page}`, { at: NOW + MINUTE, data: 'chẵn' }))
      if (next === null) break
      assert.equal(items.length, size)
      cursor = next
    }
    const expected = Array.from({ length: 100 / step }, (_, n) => n * step)
    assert.deepEqual(
      seen.filter((n) => !Number.isNaN(n)).toSorted((a, b) => a - b),
      expected,
    )
    const times = seen.filter((n) => !Number.isNaN(n)).map(at)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    )
  }
  for (const cursor of ['x', '1.2', `${'9'.repeat(20)}.00000000-0000-0000-0000-000000000000`]) {
    await assert.rejects(
      listEvents(r.ctx, {}, EVERYTHING, { limit: 1, cursor }),
      (error) => error instanceof Problem && error.pointer === '/cursor',
    )
  }
})

test('counted per step of local time, as many as a list has', async () => {
  await using r = await room()
  const midnight = Date.parse('2026-11-24T00:00:00+07:00')
  await r.send(
    ...[-1, 0, 1, 30, 60, 24 * 60 - 1, 24 * 60].map((minute) =>
      event(String(minute), { at: midnight + minute * MINUTE, data: minute > 0 ? 'mưa to' : 'nắng' }),
    ),
  )
  const count = async (step: number, q?: string) =>
    (await histogram(r.ctx, { from: midnight - DAY, to: midnight + 2 * DAY, q }, step, EVERYTHING)).map((one) => [
      (Date.parse(one.at) - midnight) / HOUR,
      one.count,
    ])
  assert.deepEqual(await count(DAY), [
    [-24, 1],
    [0, 5],
    [24, 1],
  ])
  assert.deepEqual(await count(HOUR, 'mua'), [
    [0, 2],
    [1, 1],
    [23, 1],
    [24, 1],
  ])
  assert.deepEqual(await count(HOUR, 'tuyet'), [])
  await assert.rejects(count(MINUTE), (error) => error instanceof Problem && error.pointer === '/step')
})

test('texts of all kinds are stored and found again', async () => {
  await using r = await room()
  const texts = [
    '',
    '日本語 テスト',
    '🙂 cười',
    'a'.repeat(3000),
    'x'.repeat(59) + '😀'.repeat(10),
    'dòng\nmới\ttab',
    '%_\\',
  ]
  for (const [n, text] of texts.entries()) {
    assert.deepEqual(
      await r.send(event(`t${n}`, { subject: text, data: { text }, origin: `o\n${text.slice(0, 400)}` })),
      [1, 0, 0],
    )
    if (fold(text) !== '') assert.ok((await r.find({ q: text })).includes(`t${n}`), text)
    assert.deepEqual(await r.find({ source: `o\n${text.slice(0, 400)}` }), [`t${n}`])
  }
  const many = Array.from({ length: 5000 }, (_, n) => `w${n}`)
  assert.deepEqual(await r.send(event('many', { data: many })), [1, 0, 0])
  assert.deepEqual(await r.find({ q: 'w0 w99' }), ['many'])
})

test('what was frequent long ago is found in order: a piece of time that is too full is looked through in smaller ones', async () => {
  await using r = await room()
  const old = NOW - 400 * DAY
  await r.send(
    event('new', { data: 'khác' }),
    ...Array.from({ length: 6000 }, (_, n) => event(`old-${n}`, { at: old - n * 10 * MINUTE, data: 'xưa' })),
    event('oldest', { at: old - 900 * DAY, data: 'xưa' }),
  )
  const { items, next } = await listEvents(r.ctx, { q: 'xua' }, EVERYTHING, { limit: 5 })
  assert.deepEqual(
    items.map((one) => one.id),
    ['old-0', 'old-1', 'old-2', 'old-3', 'old-4'],
  )
  const more = await listEvents(r.ctx, { q: 'xua' }, EVERYTHING, { limit: 10_000, cursor: next ?? undefined })
  assert.deepEqual(
    more.items.map((one) => one.id),
    [...Array.from({ length: 5995 }, (_, n) => `old-${n + 5}`), 'oldest'],
  )
  assert.equal(more.next, null)
})
