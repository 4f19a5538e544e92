import type { Event, EventCount, Page } from '#model'
import { api } from '#web/live'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { spanOf, stepOf } from './span.ts'

/** What the page keeps in its address. */
export interface EventFilter {
  readonly q?: string | undefined
  readonly severity?: string | undefined
  readonly source?: string | undefined
  readonly type?: string | undefined
  readonly unit?: string | undefined
  readonly khoang?: string | undefined
  readonly tu?: string | undefined
  readonly den?: string | undefined
}

const PAGE = 100
/** ms after which what is up to now is asked again. */
const AGAIN = 15_000

function asked(filter: EventFilter, more: Readonly<Record<string, string>>): URLSearchParams {
  const { q, severity, source, type, unit } = filter
  const words = Object.entries({ q, severity, source, type, unit }).filter(([, value]) => value)
  return new URLSearchParams({ ...(Object.fromEntries(words) as Record<string, string>), ...more })
}

function moments(filter: EventFilter): { from: string; to?: string } {
  const { from, to, open } = spanOf(filter, Date.now())
  return { from: new Date(from).toISOString(), ...(open ? {} : { to: new Date(to).toISOString() }) }
}

/** Events that match, the newest first, page by page; what is up to now is asked again by itself. */
export function useEvents(filter: EventFilter) {
  return useInfiniteQuery({
    queryKey: ['events', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = asked(filter, { ...moments(filter), limit: String(PAGE) })
      if (pageParam !== '') query.set('cursor', pageParam)
      return api.get<Page<Event>>(`/api/v1/events?${query}`, signal)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: filter.tu === undefined ? AGAIN : false,
    placeholderData: (before) => before,
  })
}

/** How many there were in each step of the span, and the span that was asked for. */
export function useCounts(filter: EventFilter) {
  return useQuery({
    queryKey: ['event-counts', filter],
    queryFn: async ({ signal }) => {
      const span = spanOf(filter, Date.now())
      const [step, ms] = stepOf(span)
      const query = asked(filter, {
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
        step,
      })
      const { items } = await api.get<Page<EventCount>>(`/api/v1/events/histogram?${query}`, signal)
      return { span, step: ms, items }
    },
    refetchInterval: filter.tu === undefined ? AGAIN : false,
    placeholderData: (before) => before,
  })
}

/** One event by its key, for an address that names it. */
export function useEvent(key: string | undefined, known: Event | undefined) {
  return useQuery({
    queryKey: ['event', key],
    queryFn: () => api.get<Event>(`/api/v1/events/${encodeURIComponent(key ?? '')}`),
    enabled: key !== undefined && known === undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
