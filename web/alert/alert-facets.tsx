import { type Alert, SEVERITIES, type Text } from '#model'
import { type Facet, FacetBar, SearchField, ruleOf, serviceName, useSeverityFacets } from '#web/ui'
import { useWords } from '#web/words'
import type { ReactNode, RefObject } from 'react'
import { type AlertFilter, matching } from './order.ts'

const STATES = ['open', 'acknowledged', 'resolved'] as const

interface Props {
  readonly all: readonly Alert[]
  readonly filter: AlertFilter
  readonly onChange: (more: AlertFilter) => void
  readonly search: RefObject<HTMLInputElement | null>
  /** At the end of the bar. */
  readonly children: ReactNode
}

/** State, severity, rule, service, each with counts of what the other facets leave; search; how the list is sorted. */
export function AlertFacets({ all, filter, onChange, search, children }: Props) {
  const { t } = useWords()
  const count = (more: AlertFilter): number => matching(all, { ...filter, ...more }).length
  const states: Facet[] = [
    { id: 'all', label: t('facet.all'), count: count({ state: undefined }) },
    ...STATES.map((state) => ({ id: state, label: t(`alert.state.${state}`), count: count({ state }) })),
  ]
  const severities = useSeverityFacets((severity) => count({ severity }))
  const choose = (one: string): void => {
    if (one === 'all') return onChange({ state: undefined })
    const facet = (SEVERITIES as readonly string[]).includes(one) ? 'severity' : 'state'
    onChange({ [facet]: filter[facet] === one ? undefined : one })
  }
  return (
    <div className="list-top alerts-top">
      <FacetBar
        label={t('page.alerts')}
        groups={[states, severities]}
        chosen={new Set([filter.state ?? 'all', filter.severity ?? ''])}
        onChoose={choose}
      >
        <Choice facet="rule" name={ruleName} {...{ all, filter, onChange, count }} />
        <Choice facet="service" name={serviceName} {...{ all, filter, onChange, count }} />
      </FacetBar>
      <span className="quiet alerts-order">{t('alert.order')}</span>
      <SearchField
        label={t('alert.search')}
        value={filter.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
        field={search}
      />
      {children}
    </div>
  )
}

interface ChoiceProps extends Pick<Props, 'all' | 'filter' | 'onChange'> {
  readonly facet: 'rule' | 'service'
  readonly name: (id: string) => Text
  readonly count: (more: AlertFilter) => number
}

/** A facet with too many values for chips; where there is but one, there is nothing to choose. */
function Choice({ all, filter, facet, name, count, onChange }: ChoiceProps) {
  const { t, say } = useWords()
  const chosen = filter[facet] ?? ''
  const values = [...new Set([...all.map((alert) => alert[facet]), ...(chosen ? [chosen] : [])])].toSorted()
  if (values.length < 2 && chosen === '') return null
  return (
    <select
      className="facet facet-choice"
      aria-label={t(`alert.facet.${facet}`)}
      data-chosen={chosen !== ''}
      value={chosen}
      onChange={(event) => onChange({ [facet]: event.target.value || undefined })}
    >
      <option value="">{t(`alert.facet.${facet}`)}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {say(name(value))} · {count({ [facet]: value })}
        </option>
      ))}
    </select>
  )
}

function ruleName(id: string): Text {
  return ruleOf(id)?.name ?? { vi: id, en: id }
}
