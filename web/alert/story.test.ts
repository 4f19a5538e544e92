import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AlertChange } from '#model'
import { storyOf } from './story.ts'

const change = (id: number, act: AlertChange['act']): AlertChange => ({
  id: String(id),
  at: `2026-11-23T02:${String(id).padStart(2, '0')}:00+07:00`,
  act,
  by: null,
  by_name: null,
  note: null,
  evidence: null,
})

test('firings in a row are one line with their count and their beginning; what people did stands apart', () => {
  const story = storyOf([
    change(7, 'refreshed'),
    change(6, 'refreshed'),
    change(5, 'acknowledged'),
    change(4, 'refreshed'),
    change(1, 'raised'),
  ])
  assert.deepEqual(
    story.map((line) => [line.change.act, line.times, line.since.slice(14, 16)]),
    [
      ['refreshed', 2, '06'],
      ['acknowledged', 1, '05'],
      ['refreshed', 1, '04'],
      ['raised', 1, '01'],
    ],
  )
  assert.equal(story[0]?.change.id, '7', 'the newest stands for them')
})
