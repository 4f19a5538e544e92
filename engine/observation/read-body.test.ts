import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBody } from './read-body.ts'

const row = (more: object = {}) => ({ asset: 'a', property: 'wind', at: '2026-11-24T09:00:00Z', value: 1.5, ...more })
const GOOD = `good ${JSON.stringify(row())}`
const decode = (bytes: string | Uint8Array) =>
  readBody({ bytes: Buffer.from(bytes), origin: 'o' }).map((part) => {
    const text = Buffer.from(part.part ?? new Uint8Array()).toString('latin1')
    return part.kind === 'unreadable' ? `${part.reason} ${text}` : `good ${text}`
  })

test('an array, a single object and NDJSON are rows, each with the part that says it', () => {
  const [draft] = readBody({ bytes: Buffer.from(JSON.stringify([row()])), origin: 'o' })
  const part = Buffer.from(JSON.stringify(row()))
  const at = Date.UTC(2026, 10, 24, 9)
  assert.deepEqual(draft, { kind: 'observation', asset: 'a', property: 'wind', at, value: 1.5, part })
  assert.deepEqual(decode(JSON.stringify([row(), row()])), [GOOD, GOOD])
  assert.deepEqual(decode(JSON.stringify(row())), [GOOD])
  assert.deepEqual(decode(`${JSON.stringify(row())}\n\n${JSON.stringify(row())}\n`), [GOOD, GOOD])
  assert.deepEqual(decode('[]'), [])
})

test('a bad row stands alone, as it was sent, and its field is named', () => {
  const bad = '{"asset":"a", "property":"wind", "at":"2026-11-24T09:00:00Z", "value": 1e999}'
  const parts = readBody({ bytes: Buffer.from(`[${JSON.stringify(row())}, ${bad}]`), origin: 'o' })
  const aside = parts[1]
  assert.ok(aside?.kind === 'unreadable' && parts.length === 2)
  assert.equal(Buffer.from(aside.part).toString(), bad)
  assert.match(aside.detail, /^dòng 2: value/)
  assert.deepEqual(decode(`${JSON.stringify(row())}\n{"asset":\n${JSON.stringify(row())}`), [
    GOOD,
    GOOD,
    'row_invalid {"asset":',
  ])
})

test('what is no body is set aside whole', () => {
  for (const body of ['', '{', '[NaN]', '"x"', 'PM2,5 31,4']) assert.deepEqual(decode(body), [`unreadable ${body}`])
  for (const body of ['7', 'null', '{}']) assert.deepEqual(decode(body), [`invalid ${body}`])
  assert.deepEqual(decode(new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d])), ['unreadable ["é"]'])
  const many = JSON.stringify(Array.from({ length: 100_001 }, () => 1))
  assert.deepEqual(decode(many), [`too_large ${many}`])
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  assert.deepEqual(decode(`[${deep}]`), [`row_invalid ${deep}`])
})

test('more bad rows than can be looked at one by one are kept as one message; the good ones are stored all the same', () => {
  const body = JSON.stringify([row(), ...Array.from({ length: 101 }, () => row({ value: null }))])
  assert.deepEqual(decode(body), [GOOD, `value_invalid ${body}`])
})
