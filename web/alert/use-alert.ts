import type { Alert } from '#model'
import { api, useLive } from '#web/live'
import { useQuery } from '@tanstack/react-query'

/** One alert as the stream tells it; one that has ended, or that the stream does not know, is asked for. */
export function useAlert(id: string): { alert: Alert | undefined; error: unknown; retry: () => void } {
  const { alerts, feed, known, connection } = useLive()
  const live = alerts.get(id)
  const query = useQuery({
    queryKey: ['alert', id],
    queryFn: () => api.get<Alert>(`/api/v1/alerts/${id}`),
    // The stream may be about to tell it.
    enabled: live === undefined && (known.has('alert') || connection.status === 'lost'),
  })
  // It ended while it was looked at: the answer may still be the one from before.
  const ended = feed.find((item) => item.kind === 'resolved' && item.alert?.id === id)?.alert
  return { alert: live ?? ended ?? query.data, error: query.error, retry: () => void query.refetch() }
}
