import { type Incident, type IncidentState, SEVERITIES, fold } from '#model'

/** The columns of the board, and the facets of the list. */
export const SHOWN_STATES = ['new', 'assigned', 'working', 'closed'] as const satisfies readonly IncidentState[]
export type ShownState = (typeof SHOWN_STATES)[number]

/** What the page keeps in its address. */
export interface IncidentFilter {
  readonly state?: string | undefined
  readonly severity?: string | undefined
  /** Not empty: only the reader's own. */
  readonly cua?: string | undefined
  readonly q?: string | undefined
  /** `bang`: the board. */
  readonly xem?: string | undefined
}

/** Nobody's above somebody's, then urgency, then what has waited longest; what is over comes last, the newest first. */
export function urgentFirst(incidents: Iterable<Incident>): Incident[] {
  const over = (one: Incident): boolean => one.state === 'closed' || one.state === 'merged'
  return [...incidents].sort((a, b) => {
    if (over(a) !== over(b)) return over(a) ? 1 : -1
    if (over(a)) return (b.closed_at ?? b.opened_at).localeCompare(a.closed_at ?? a.opened_at)
    return (
      Number(a.owner !== null) - Number(b.owner !== null) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      a.opened_at.localeCompare(b.opened_at) ||
      a.number - b.number
    )
  })
}

/** Those that the facets and the search leave; the search does not mind marks. Without a state: all but the merged. */
export function matching(incidents: readonly Incident[], filter: IncidentFilter, me: string | undefined): Incident[] {
  const words = fold(filter.q ?? '')
    .split(' ')
    .filter(Boolean)
  return incidents.filter((one) => {
    if (filter.state ? one.state !== filter.state : one.state === 'merged') return false
    if (filter.severity && one.severity !== filter.severity) return false
    if (filter.cua && one.owner !== me) return false
    const text = fold(
      `${one.number} ${one.title} ${one.subject_name ?? ''} ${one.owner_name ?? ''} ${one.category ?? ''}`,
    )
    return words.every((word) => text.includes(word))
  })
}

/** Each incident once, in its newest version. */
export function newest(...lists: readonly Iterable<Incident>[]): Incident[] {
  const byId = new Map<string, Incident>()
  for (const one of lists.flatMap((list) => [...list])) {
    if ((byId.get(one.id)?.version ?? -1) <= one.version) byId.set(one.id, one)
  }
  return [...byId.values()]
}
