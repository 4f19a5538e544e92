import { type Alert, DAY, HOUR, MINUTE, type Observation, type Page } from '#model'
import { api, useLive, useNow } from '#web/live'
import { useQuery } from '@tanstack/react-query'

/** Readings so far apart (ms) are drawn anew: a chart of a day does not need each second. */
const FRESH = 5 * MINUTE

/** The day of an alert's property: up to now while the alert stands, around its last firing when it has ended. */
export function useReadings(alert: Alert) {
  const now = useNow()
  const { observations } = useLive()
  const { property } = alert.last
  const end = alert.state === 'resolved' ? Math.min(now, Date.parse(alert.resolved_at ?? alert.last.at) + HOUR) : now
  const to = Math.ceil(end / FRESH) * FRESH
  const from = to - DAY
  // A newer value of this very series asks for the chart again.
  const newest = property === null ? undefined : observations.get(`${alert.subject} ${property}`)
  const query = useQuery({
    queryKey: ['observations', alert.subject, property, to, Math.floor((newest?.at ?? 0) / MINUTE)],
    enabled: property !== null,
    queryFn: async () => {
      const span = new URLSearchParams({
        asset: alert.subject,
        property: property ?? '',
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        limit: '5000',
      })
      return (await api.get<Page<Observation>>(`/api/v1/observations?${span}`)).items
    },
    placeholderData: (before) => before,
  })
  return { from, to, query, newest }
}
