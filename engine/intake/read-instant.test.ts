import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queryInstant, readInstant } from './read-instant.ts'

test('a time is RFC 3339 with a zone, and a day that exists', () => {
  assert.equal(readInstant('2026-03-01T00:00:00+07:00'), Date.UTC(2026, 1, 28, 17))
  assert.equal(readInstant('2028-02-29T23:59:59.250Z'), Date.UTC(2028, 1, 29, 23, 59, 59, 250))
  assert.equal(readInstant('2026-03-01t00:00:00z'), Date.UTC(2026, 2, 1))
  for (const bad of [
    '2026-03-01T00:00:00',
    '2026-03-01',
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T00:60:00Z',
    '2026-03-01T00:00:00+25:00',
    '01/03/2026 00:00',
    'never',
    '',
    1772298000000,
    null,
  ]) {
    assert.equal(readInstant(bad), undefined, String(bad))
  }
})

test('a time in an address is one that the database can hold; an unescaped + is read as it was meant', () => {
  assert.equal(queryInstant(undefined, 'at'), undefined)
  assert.equal(queryInstant('2026-03-01T00:00:00 07:00', 'at'), Date.UTC(2026, 1, 28, 17))
  assert.equal(queryInstant('0001-01-01T00:00:00Z', 'at'), Date.parse('0001-01-01T00:00:00Z'))
  for (const out of ['0000-12-31T23:59:59Z', '9999-12-31T23:59:59-12:00', 'x']) {
    assert.throws(() => queryInstant(out, 'at'), { code: 'invalid', pointer: '/at' }, out)
  }
})
