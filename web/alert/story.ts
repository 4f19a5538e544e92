import type { AlertChange } from '#model'

/** One line of the story: a change, and how many firings in a row it stands for. `since` is the earliest of them. */
export interface StoryLine {
  readonly change: AlertChange
  readonly times: number
  readonly since: string
}

/** The history with firings that follow one another as one line; newest first, as it came. */
export function storyOf(changes: readonly AlertChange[]): StoryLine[] {
  const lines: StoryLine[] = []
  for (const change of changes) {
    const before = lines.at(-1)
    if (change.act === 'refreshed' && before?.change.act === 'refreshed')
      lines[lines.length - 1] = { ...before, times: before.times + 1, since: change.at }
    else lines.push({ change, times: 1, since: change.at })
  }
  return lines
}
