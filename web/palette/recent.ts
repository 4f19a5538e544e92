import { type Choice, KINDS } from './choice.ts'

const KEPT = 'serepok-recent'
const MOST = 6

interface Kept {
  readonly person: string
  readonly choices: readonly Choice[]
}

/** What this person opened last, newest first. What another person left in the same tab is not shown, and is forgotten. */
export function readRecent(text: string | null, person: string | undefined): Choice[] {
  if (text === null || person === undefined) return []
  try {
    const kept = JSON.parse(text) as Kept
    if (kept.person !== person || !Array.isArray(kept.choices)) return []
    return kept.choices
      .filter((one) => KINDS.includes(one.kind) && typeof one.id === 'string' && typeof one.title === 'string')
      .slice(0, MOST)
  } catch {
    return []
  }
}

/** With one more choice at the front. An alert's severity is not kept: it may be another by then. */
export function withRecent(before: readonly Choice[], { kind, id, title, detail }: Choice): Choice[] {
  const others = before.filter((one) => one.kind !== kind || one.id !== id)
  return [{ kind, id, title, ...(detail === undefined ? {} : { detail }) }, ...others].slice(0, MOST)
}

/** In the tab and no longer than it: names of stations and alerts are not left behind on a shared machine. */
export const recentStore = {
  read: (person: string | undefined): Choice[] => readRecent(sessionStorage.getItem(KEPT), person),
  add: (person: string | undefined, choice: Choice): void => {
    if (person === undefined) return
    const kept: Kept = { person, choices: withRecent(recentStore.read(person), choice) }
    sessionStorage.setItem(KEPT, JSON.stringify(kept))
  },
}
