import { useLive } from '#web/live'
import { useSession } from '#web/session'
import { textOf, useWords, type WordKey } from '#web/words'
import { useMemo } from 'react'
import type { Choice, Group } from './choice.ts'
import { gather } from './gather.ts'
import { recentStore } from './recent.ts'
import { useFound } from './use-found.ts'

/** A page that can be opened. */
export interface PageEntry {
  readonly path: string
  readonly word: WordKey
}

/** The groups that answer a text; of an empty one, what was opened lately and the pages. */
export function useChoices(text: string, pages: readonly PageEntry[]) {
  const { t, say } = useWords()
  const { alerts } = useLive()
  const person = useSession().session?.person?.id
  const { found, more, ...asked } = useFound(text)
  const places = useMemo(
    () =>
      pages.map(({ path, word }): Choice => {
        const { vi, en } = textOf(word)
        return { kind: 'page', id: path, title: t(word), also: [vi, en] }
      }),
    [pages, t],
  )
  const standing = useMemo(
    () =>
      [...alerts.values()].map((alert): Choice => ({
        kind: 'alert',
        id: alert.id,
        title: say(alert.title),
        detail: alert.subject_name,
        severity: alert.severity,
        held: alert.state !== 'open',
      })),
    [alerts, say],
  )
  const groups = useMemo((): Group[] => {
    if (text.trim() !== '') return gather(text, [...places, ...standing], found, more)
    const recent = recentStore.read(person)
    const group = (kind: Group['kind'], choices: readonly Choice[]): Group[] =>
      choices.length === 0 ? [] : [{ kind, choices, count: choices.length, more: false }]
    return [...group('recent', recent), ...group('page', places)]
    // `more` is made anew each time and follows `found`.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, places, standing, found, person])
  return { groups, remember: (choice: Choice) => recentStore.add(person, choice), ...asked }
}
