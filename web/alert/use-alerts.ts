import type { Alert, Page } from '#model'
import { api, useLive } from '#web/live'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { together, urgentFirst } from './order.ts'

const PAGE = 100

/** Every alert in order: those that stand as the stream tells them, and the ended ones page by page. */
export function useAlerts() {
  const { alerts, feed, known, connection } = useLive()
  const ended = useInfiniteQuery({
    queryKey: ['alerts-ended'],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ state: 'resolved', limit: String(PAGE) })
      if (pageParam !== '') query.set('cursor', pageParam)
      return api.get<Page<Alert>>(`/api/v1/alerts?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { refetch } = ended
  const { status, since } = connection
  useEffect(() => {
    // What ended while nobody listened was not told.
    if (status === 'live' && since > 0) void refetch()
  }, [refetch, status, since])
  const all = useMemo(() => {
    const seen = feed.flatMap((item) => (item.kind === 'resolved' && item.alert ? [item.alert] : []))
    return urgentFirst(together(alerts.values(), [...(ended.data?.pages.flatMap((page) => page.items) ?? []), ...seen]))
  }, [alerts, feed, ended.data])
  return { all, known: known.has('alert'), lost: connection.status === 'lost', ended }
}
