import assert from 'node:assert/strict'
import { globSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { WORDS } from './all.ts'

const words: [string, { vi: string; en: string }][] = Object.entries(WORDS)
const gaps = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap]) => gap as string).toSorted()

test('every word is there in both languages, with the same gaps', () => {
  assert.ok(words.length > 100)
  for (const [key, { vi, en }] of words) {
    assert.ok(vi.trim() !== '' && en.trim() !== '', key)
    assert.deepEqual(gaps(vi), gaps(en), key)
  }
})

test('the words of services’ screens are there in both languages too, with the same gaps, and no key twice', async () => {
  const files = globSync('services/*/screen/words.ts', { cwd: join(import.meta.dirname, '../..') })
  assert.ok(files.length > 0)
  for (const file of files) {
    const path = join(import.meta.dirname, '../..', file)
    const { WORDS: own } = (await import(path)) as { WORDS: Record<string, { vi: string; en: string }> }
    const text = readFileSync(path, 'utf8')
    const keys = [...text.matchAll(/^ {2}'?([\w.-]+)'?: \{/gm)].map(([, key]) => key)
    assert.equal(new Set(keys).size, Object.keys(own).length, file)
    for (const [key, { vi, en }] of Object.entries(own)) {
      assert.ok(vi.trim() !== '' && en.trim() !== '', key)
      assert.deepEqual(gaps(vi), gaps(en), key)
      assert.equal(vi, vi.normalize('NFC'), key)
      assert.doesNotMatch(vi, /!|Vui lòng|Rất tiếc|Hệ thống/u, key)
    }
  }
})

test('no two rooms give one key two meanings', () => {
  const folder = import.meta.dirname
  const rooms = readdirSync(folder).filter((file) => /_WORDS = \{/.test(readFileSync(join(folder, file), 'utf8')))
  const keys = rooms.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(([, key]) => key),
  )
  assert.equal(keys.length, words.length)
  assert.deepEqual(
    keys.filter((key, at) => keys.indexOf(key) !== at),
    [],
  )
})

test('Vietnamese is written in composed letters, without begging and without exclamation marks', () => {
  for (const [key, { vi }] of words) {
    assert.equal(vi, vi.normalize('NFC'), key)
    assert.doesNotMatch(vi, /!|Vui lòng|Rất tiếc|Hệ thống/u, key)
  }
})
