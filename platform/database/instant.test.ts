import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testContext } from '#tests'
import { parseInstant } from './instant.ts'

test('what PostgreSQL writes is read back to the millisecond, in every form it writes', async () => {
  await using t = await testContext()
  const texts = [
    '2026-11-24T10:30:00Z',
    '2026-11-24T10:30:00.5Z',
    '2026-02-28T23:59:59.999Z',
    '2024-02-29T00:00:00.001Z',
    '1969-12-31T23:59:59.123Z',
    '1000-01-01T00:00:00Z',
    '0099-03-04T05:06:07Z',
    '9999-12-31T23:59:59.999Z',
  ]
  for (const text of texts) {
    const [row] = await t.ctx.db.query<{ at: number; written: string }>(
      'select $1::timestamptz as at, $1::timestamptz::text as written',
      [text],
    )
    assert.equal(row?.at, Date.parse(text), row?.written)
  }
})

test('digits below the millisecond are cut, other zones counted, what no Date can hold is not a number', () => {
  assert.equal(parseInstant('2026-11-24 10:30:00.123999+00'), Date.parse('2026-11-24T10:30:00.123Z'))
  assert.equal(parseInstant('2026-11-24 17:30:00+07'), Date.parse('2026-11-24T10:30:00Z'))
  for (const text of ['infinity', '-infinity', '0044-03-15 00:00:00+00 BC'])
    assert.equal(parseInstant(text), Number.NaN)
})
