import type { Event } from '#model'
import type { JournalEntry } from '#platform/journal'

/** Kind of the journal entries that carry the events of a commit, as readers see them; duplicates leave none. */
export const EVENT_ENTRY = 'events'

/** The events of a journal entry; none when it is of another kind or its payload is gone. */
export function eventNews(entry: JournalEntry): readonly Event[] {
  return entry.kind === EVENT_ENTRY && entry.payload !== null ? (entry.payload as Event[]) : []
}
