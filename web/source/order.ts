import type { Source, SourceState } from '#model'

/** Worst first; a paused source is nobody's worry. */
export const SOURCE_STATES: readonly SourceState[] = ['lost', 'late', 'waiting', 'live', 'paused']

/**
 * Worst first; among the lost and the late, what has been silent longest. The rest stand by name, for news that comes
 * every second must not move them.
 */
export function worstFirst(sources: Iterable<Source>): Source[] {
  const silence = (source: Source): string =>
    source.state === 'lost' || source.state === 'late' ? (source.last_seen ?? '') : ''
  return [...sources].sort(
    (a, b) =>
      SOURCE_STATES.indexOf(a.state) - SOURCE_STATES.indexOf(b.state) ||
      silence(a).localeCompare(silence(b)) ||
      a.name.localeCompare(b.name, 'vi') ||
      a.id.localeCompare(b.id),
  )
}
