import type { Source, SourceState } from '#model'

const WORST: readonly SourceState[] = ['lost', 'late', 'waiting', 'live', 'paused']
export const SOURCE_STATES = WORST

/** Worst first; among equals, what has been silent longest. */
export function worstFirst(sources: Iterable<Source>): Source[] {
  return [...sources].sort(
    (a, b) =>
      WORST.indexOf(a.state) - WORST.indexOf(b.state) ||
      (a.last_seen ?? '').localeCompare(b.last_seen ?? '') ||
      a.id.localeCompare(b.id),
  )
}

/** The state at `now`, counted on in the browser: a source goes late and lost by itself. */
export function stateNow(source: Source, now: number): SourceState {
  if (source.paused || source.last_seen === null) return source.state
  const silent = (now - Date.parse(source.last_seen)) / 1000
  if (silent <= source.every) return 'live'
  return silent < source.every + source.grace ? 'late' : 'lost'
}
