import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QuarantinedMessage } from '#model'
import { byMistake } from './group.ts'

const message = (id: number, reason: string): QuarantinedMessage => ({
  id: String(id),
  source: 's1',
  received_at: new Date(id * 60_000).toISOString(),
  reason,
  detail: `dòng ${id}`,
  bytes: 40,
  origin: null,
})

test('the same mistake stands together, the newest mistake first', () => {
  const groups = byMistake([message(9, 'unit'), message(7, 'time'), message(5, 'unit'), message(3, 'unit')])
  assert.deepEqual(
    groups.map(({ reason, messages }) => [reason, messages.map(({ id }) => id)]),
    [
      ['unit', ['9', '5', '3']],
      ['time', ['7']],
    ],
  )
  assert.deepEqual(byMistake([]), [])
})
