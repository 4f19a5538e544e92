import type { Source } from '#model'
import { useAgencyName } from '#web/agency'
import { useNow } from '#web/live'
import { SourceMark } from '#web/ui'
import { formatAge, formatMoment, formatNumber, useWords } from '#web/words'
import { connectorWord } from './wording.ts'

interface Props {
  readonly sources: readonly Source[]
  readonly selected: string | undefined
  readonly onOpen: (id: string) => void
}

export function SourceTable({ sources, selected, onOpen }: Props) {
  const { t } = useWords()
  return (
    <table className="source-table">
      <thead>
        <tr>
          <th scope="col">{t('sources.name')}</th>
          <th scope="col">{t('sources.owner')}</th>
          <th scope="col" className="number">
            {t('sources.every')}
          </th>
          <th scope="col" className="number">
            {t('sources.last')}
          </th>
          <th scope="col" className="number">
            {t('sources.age')}
          </th>
          <th scope="col" className="number">
            {t('sources.rate')}
          </th>
          <th scope="col" className="number">
            {t('sources.quarantined')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <Row key={source.id} source={source} selected={source.id === selected} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ source, selected, onOpen }: { source: Source; selected: boolean; onOpen: (id: string) => void }) {
  const { t, language } = useWords()
  const now = useNow()
  const agency = useAgencyName(source.agency)
  const seen = source.last_seen === null ? null : Date.parse(source.last_seen)
  const tone = source.state === 'late' ? 'sev-medium' : source.state === 'lost' ? 'source-lost' : ''
  return (
    <tr className={selected ? 'selected' : ''} onClick={() => onOpen(source.id)}>
      <th scope="row">
        {/* Its click, by pointer or key, reaches the row. */}
        <button type="button" className="source-name" aria-current={selected} data-source={source.id}>
          <SourceMark state={source.state} />
          <span className="ellipsis">{source.name}</span>
          <span className="visually-hidden">, {t(`source.${source.state}`)}</span>
        </button>
      </th>
      <td className="soft" data-label={t('sources.owner')}>
        {agency ?? t('sources.province')} · {connectorWord(source.connector, t)}
      </td>
      <td className="number soft" data-label={t('sources.every')}>
        {formatAge(source.every * 1000, language)}
      </td>
      <td className="number soft" data-label={t('sources.last')}>
        {seen === null ? '—' : formatMoment(seen, now)}
      </td>
      <td className={`number ${tone}`} data-label={t('sources.age')}>
        {seen === null ? '—' : formatAge(now - seen, language)}
      </td>
      <td className="number soft" data-label={t('sources.rate')}>
        {source.rate === 0 ? '—' : t('sources.rate.unit', { count: formatNumber(source.rate, 0, language) })}
      </td>
      <td className="number" data-label={t('sources.quarantined')}>
        {source.quarantined === 0 ? '—' : formatNumber(source.quarantined, 0, language)}
      </td>
    </tr>
  )
}
