import type { Incident } from '#model'
import { AgencyChip } from '#web/agency'
import { Age, SeverityMark } from '#web/ui'
import { useWords } from '#web/words'

interface Props {
  readonly incident: Incident
  readonly selected: boolean
  readonly onOpen: (id: string) => void
}

/** Shape, title and number, severity in words, whose, how long. Filled: nobody has it; outlined: somebody has. */
export function IncidentCard({ incident, selected, onOpen }: Props) {
  const { t } = useWords()
  const over = incident.state === 'closed' || incident.state === 'merged'
  return (
    <button
      type="button"
      className={`list-row incident-card ${selected ? 'selected' : ''} ${over ? 'over' : ''}`}
      aria-current={selected}
      data-incident={incident.id}
      onClick={() => onOpen(incident.id)}
    >
      <SeverityMark severity={incident.severity} held={incident.owner !== null || over} />
      <span className="incident-lines">
        <span className="incident-title">{incident.title}</span>
        <span className="incident-line">
          <span className="ellipsis">
            <span className="quiet">{t('incident.number', { number: incident.number })}</span> ·{' '}
            <b className={over ? '' : `sev-${incident.severity}`}>{t(`severity.${incident.severity}`)}</b> ·{' '}
            {t(`incident.state.${incident.state}`)}
            {incident.closing === 'word' && <span className="sev-medium"> · {t('incident.closing.word')}</span>}
          </span>
          <Age at={incident.closed_at ?? incident.opened_at} />
        </span>
        <span className="incident-line">
          <span className="incident-agencies">
            {incident.agency && <AgencyChip code={incident.agency} />}
            {incident.cooperating.map((code) => (
              <AgencyChip key={code} code={code} />
            ))}
          </span>
          <span className="quiet ellipsis">{incident.owner_name ?? t('incident.nobody')}</span>
        </span>
      </span>
    </button>
  )
}
