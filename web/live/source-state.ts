import type { Source, SourceState } from '#model'

/** The state at `now` (epoch ms), counted on in the browser: a source goes late and lost by itself. */
export function sourceStateNow(source: Source, now: number): SourceState {
  if (source.paused || source.last_seen === null) return source.state
  const silent = (now - Date.parse(source.last_seen)) / 1000
  if (silent <= source.every) return 'live'
  return silent < source.every + source.grace ? 'late' : 'lost'
}
