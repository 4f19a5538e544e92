import { SEVERITIES } from '#model'
import { useLive } from '#web/live'
import { useUnitName } from '#web/territory'
import { SearchField } from '#web/ui'
import { formatDateTime, formatMoment, useWords } from '#web/words'
import { IconX } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { SPANS, nameOf } from './span.ts'
import type { EventFilter } from './use-events.ts'
import { typeName } from './wording.ts'

interface Props {
  readonly filter: EventFilter
  readonly onChange: (more: EventFilter) => void
  readonly search: RefObject<HTMLInputElement | null>
  /** At the end of the bar. */
  readonly children: ReactNode
}

/** Length of time, severity, source; what the reader has narrowed to, each with a way back; search. */
export function EventFacets({ filter, onChange, search, children }: Props) {
  const { t, say } = useWords()
  const { sources } = useLive()
  const chosen = filter.tu === undefined ? nameOf(filter.khoang) : undefined
  const names = [...sources.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
  const unit = useUnitName(filter.unit ?? null)
  const known = filter.source === undefined || sources.has(filter.source)
  return (
    <div className="list-top">
      <div className="facets" role="toolbar" aria-label={t('event.span')}>
        {(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((name) => (
          <button
            key={name}
            type="button"
            className="facet"
            aria-pressed={chosen === name}
            onClick={() => onChange({ khoang: name, tu: undefined, den: undefined })}
          >
            {t(`event.span.${name}`)}
          </button>
        ))}
        {filter.tu && filter.den && (
          <Narrowed onClear={() => onChange({ tu: undefined, den: undefined })}>
            {formatDateTime(filter.tu)} – {formatMoment(filter.den, Date.parse(filter.tu))}
          </Narrowed>
        )}
        <span className="divider" aria-hidden="true" />
        <select
          className="facet facet-choice"
          aria-label={t('event.severity')}
          data-chosen={filter.severity !== undefined}
          value={filter.severity ?? ''}
          onChange={(event) => onChange({ severity: event.target.value || undefined })}
        >
          <option value="">{t('event.severity')}</option>
          {SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              {t(`severity.${severity}`)}
            </option>
          ))}
        </select>
        <select
          className="facet facet-choice"
          aria-label={t('sources.name')}
          data-chosen={filter.source !== undefined}
          value={filter.source ?? ''}
          onChange={(event) => onChange({ source: event.target.value || undefined })}
        >
          <option value="">{t('sources.name')}</option>
          {!known && <option value={filter.source}>{filter.source}</option>}
          {names.map((source) => (
            <option key={source.id} value={source.id}>
              {source.name}
            </option>
          ))}
        </select>
        {filter.type && <Narrowed onClear={() => onChange({ type: undefined })}>{say(typeName(filter.type))}</Narrowed>}
        {filter.unit && <Narrowed onClear={() => onChange({ unit: undefined })}>{unit}</Narrowed>}
      </div>
      <SearchField
        label={t('event.search')}
        value={filter.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
        field={search}
      />
      {children}
    </div>
  )
}

function Narrowed({ children, onClear }: { children: ReactNode; onClear: () => void }) {
  const { t } = useWords()
  return (
    <button type="button" className="facet" aria-pressed="true" onClick={onClear}>
      {children}
      <IconX size={14} stroke={1.75} aria-hidden="true" />
      <span className="visually-hidden">{t('event.widen')}</span>
    </button>
  )
}
