import { type Incident, SEVERITIES } from '#model'
import { type Facet, FacetBar, SearchField, useSeverityFacets } from '#web/ui'
import { useWords } from '#web/words'
import type { ReactNode, RefObject } from 'react'
import { type IncidentFilter, SHOWN_STATES, matching } from './order.ts'

interface Props {
  readonly all: readonly Incident[]
  readonly me: string | undefined
  readonly filter: IncidentFilter
  readonly onChange: (more: IncidentFilter) => void
  readonly search: RefObject<HTMLInputElement | null>
  /** At the end of the bar. */
  readonly children: ReactNode
}

const MINE = 'mine'
const BOARD = 'board'

/** State, severity, the own ones, each with counts of what the others leave; search; list or board. */
export function IncidentFacets({ all, me, filter, onChange, search, children }: Props) {
  const { t } = useWords()
  const count = (more: IncidentFilter): number => matching(all, { ...filter, ...more }, me).length
  const board = filter.xem === 'bang'
  const states: Facet[] = [
    { id: 'all', label: t('facet.all'), count: count({ state: undefined }) },
    ...SHOWN_STATES.map((state) => ({ id: state, label: t(`incident.state.${state}`), count: count({ state }) })),
  ]
  const severities = useSeverityFacets((severity) => count({ severity }))
  const mine = { id: MINE, label: t('incident.mine'), count: count({ cua: 'toi' }) }
  const choose = (one: string): void => {
    if (one === 'all') return onChange({ state: undefined })
    if (one === MINE) return onChange({ cua: filter.cua ? undefined : 'toi' })
    const facet = (SEVERITIES as readonly string[]).includes(one) ? 'severity' : 'state'
    onChange({ [facet]: filter[facet] === one ? undefined : one })
  }
  return (
    <div className="list-top">
      <FacetBar
        label={t('page.incidents')}
        groups={[board ? [] : states, severities, [mine]].filter((group) => group.length > 0)}
        chosen={new Set([filter.state ?? 'all', filter.severity ?? '', filter.cua ? MINE : ''])}
        onChoose={choose}
      >
        <button
          type="button"
          className="facet incidents-view"
          aria-pressed={board}
          data-view={BOARD}
          onClick={() => onChange({ xem: board ? undefined : 'bang', state: undefined })}
        >
          {t('incident.board')}
        </button>
      </FacetBar>
      <SearchField
        label={t('incident.search')}
        value={filter.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
        field={search}
      />
      {children}
    </div>
  )
}
