import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const rows = readFileSync(join(root, 'GLOSSARY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
/** The name in code, where a row has one. */
const named = rows.flatMap((cells) => /^`(\w+)`$/.exec(cells[2] ?? '')?.[1] ?? [])

/** Types, interfaces and classes of the model, and its schemas: constants written as types are. */
function wordsOfTheModel(): Set<string> {
  const words = new Set<string>()
  for (const file of readdirSync(join(root, 'model')).filter((name) => /^[a-z-]+\.ts$/.test(name))) {
    const text = readFileSync(join(root, 'model', file), 'utf8')
    for (const [, word] of text.matchAll(/^export (?:declare )?(?:abstract )?(?:type|interface|class) (\w+)/gm))
      words.add(word as string)
    for (const [, word] of text.matchAll(/^export const ([A-Z][A-Za-z]*[a-z][A-Za-z]*)\b/gm)) words.add(word as string)
  }
  return words
}

test('every word of the model stands in the glossary', () => {
  const words = wordsOfTheModel()
  assert.ok(words.size > 60 && words.has('Observation') && words.has('PageQuery'), `${words.size} words were found`)
  const missing = [...words].filter((word) => !named.includes(word))
  assert.deepEqual(missing, [], 'GLOSSARY.md has no row for these')
})

test('the glossary names nothing that is gone, and nothing twice', () => {
  const words = wordsOfTheModel()
  assert.deepEqual(
    named.filter((name) => !words.has(name)),
    [],
  )
  assert.deepEqual(
    named.filter((name, at) => named.indexOf(name) !== at),
    [],
  )
})

test('each row says its meaning in both languages', () => {
  const wrong = rows
    .filter((cells) => !cells.includes('English'))
    .filter((cells) => {
      const meaning = cells.at(-1) ?? ''
      return (
        cells.slice(0, 2).some((cell) => cell === '') || !/^\S.+\S \*[^*]+\*$/.test(meaning.replace(/^\*[^*]+\*:/, 'x'))
      )
    })
  assert.deepEqual(wrong, [])
})
