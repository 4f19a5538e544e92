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

/** What the page keeps in its address of the list. */
export interface AlertFilter {
  readonly state?: string | undefined
  readonly severity?: string | undefined
  readonly rule?: string | undefined
  readonly service?: string | undefined
  readonly q?: string | undefined
}

/** Those that the facets and the search leave; the search does not mind marks. */
export function matching(alerts: readonly Alert[], filter: AlertFilter): Alert[] {
  const words = fold(filter.q ?? '')
    .split(' ')
    .filter(Boolean)
  return alerts.filter((alert) => {
    for (const facet of ['state', 'severity', 'rule', 'service'] as const)
      if (filter[facet] && alert[facet] !== filter[facet]) return false
    if (words.length === 0) return true
    const { title, subject, subject_name, rule, owner_name } = alert
    const text = fold(`${title.vi} ${title.en} ${subject_name} ${subject} ${rule} ${owner_name ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}

/**
 * Every alert once. `live` holds those that are not ended, `ended` those that were seen to end and those that were asked
 * for; where both know one, it has ended: that cannot be undone.
 */
export function together(live: Iterable<Alert>, ended: Iterable<Alert>): Alert[] {
  const byId = new Map<string, Alert>()
  for (const alert of live) byId.set(alert.id, alert)
  for (const alert of ended) byId.set(alert.id, alert)
  return [...byId.values()]
}

/** Critical alerts that nobody has and that were not there before. */
export function newlyCritical(alerts: Iterable<Alert>, before: ReadonlySet<string>): Alert[] {
  return [...alerts].filter((alert) => alert.severity === 'critical' && alert.state === 'open' && !before.has(alert.id))
}
