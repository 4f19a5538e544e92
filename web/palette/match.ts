import { fold } from '#model'

/** How well a text answers a question; the smallest is the best. */
export const NO_MATCH = Number.POSITIVE_INFINITY

/** What stands before a name and is seldom typed. */
const KIND_OF_PLACE = /^(phuong|xa|thi tran|tinh|tram khi|tram) /

/** The whole name, its beginning, a word's beginning, anywhere; all words in any order; else no match. */
export function rankOf(text: string, question: string): number {
  const wanted = fold(question)
  if (wanted === '') return NO_MATCH
  // `Cư M'gar` is also typed `cu mgar`.
  const names = [fold(text), fold(text.replace(/['\u2018\u2019\u02bc]/g, ''))]
  return Math.min(...names.map((name) => rank(name, wanted)))
}

function rank(name: string, wanted: string): number {
  const bare = name.replace(KIND_OF_PLACE, '')
  if (name === wanted || bare === wanted) return 0
  if (name.startsWith(wanted) || bare.startsWith(wanted)) return 1
  if (name.includes(` ${wanted}`)) return 2
  if (name.includes(wanted)) return 3
  const words = wanted.split(' ')
  if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 4
  return words.every((word) => name.includes(word)) ? 5 : NO_MATCH
}

export interface Part {
  readonly text: string
  readonly hit: boolean
}

/** A text in parts, those that answer the question marked; the letters stay as they were written. */
export function highlighted(text: string, question: string): Part[] {
  const { key, letters } = keyed(text)
  const wanted = fold(question)
  if (wanted === '') return [{ text, hit: false }]
  const hits = new Set<number>()
  const mark = (word: string): boolean => {
    // At the beginning of a word if there is one, else anywhere.
    const start = ` ${key}`.indexOf(` ${word}`)
    const at = start < 0 ? key.indexOf(word) : start
    for (let place = at; at >= 0 && place < at + word.length; place += 1) hits.add(letters[place] as number)
    return at >= 0
  }
  if (!mark(wanted)) wanted.split(' ').forEach(mark)
  const parts: { text: string; hit: boolean }[] = []
  const all = graphemes(text)
  all.forEach((letter, at) => {
    // A sign between two marked letters is marked with them.
    const hit = hits.has(at) || (fold(letter) === '' && hits.has(at - 1) && hits.has(at + 1))
    const last = parts.at(-1)
    if (last?.hit === hit) last.text += letter
    else parts.push({ text: letter, hit })
  })
  return parts
}

/** A letter with its marks is one, composed or not. */
function graphemes(text: string): string[] {
  return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
}

/** The key that `fold` makes of a text, and of which letter each sign of it comes. */
function keyed(text: string): { key: string; letters: number[] } {
  let key = ''
  const letters: number[] = []
  graphemes(text).forEach((letter, at) => {
    const folded = fold(letter)
    const added = folded !== '' ? folded : key === '' || key.endsWith(' ') ? '' : ' '
    for (const sign of added) {
      key += sign
      letters.push(at)
    }
  })
  return { key, letters }
}
