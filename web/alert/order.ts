import { type Alert, SEVERITIES, fold } from '#model'

/** Unowned above held above ended, then urgency, then age: what has waited longest first; ended ones newest first. */
export function urgentFirst(alerts: Iterable<Alert>): Alert[] {
  const rank = { open: 0, acknowledged: 1, resolved: 2 } as const
  return [...alerts].sort(
    (a, b) =>
      rank[a.state] - rank[b.state] ||
      (a.state === 'resolved'
        ? (b.resolved_at ?? '').localeCompare(a.resolved_at ?? '')
        : SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.raised_at.localeCompare(b.raised_at)) ||
      a.id.localeCompare(b.id),
  )
}

export interface AlertFilter {
  readonly state?: string | undefined
  readonly severity?: string | undefined
  readonly q?: string | undefined
}

/** Those that the facets and the search leave; the search does not mind marks. */
export function matching(alerts: readonly Alert[], { state, severity, q }: AlertFilter): Alert[] {
  const words = fold(q ?? '')
    .split(' ')
    .filter(Boolean)
  return alerts.filter((alert) => {
    if (state && alert.state !== state) return false
    if (severity && alert.severity !== severity) return false
    const text = fold(`${alert.title.vi} ${alert.title.en} ${alert.subject_name} ${alert.subject} ${alert.rule}`)
    return words.every((word) => text.includes(word))
  })
}
