import type { Incident } from '#model'
import { useWords } from '#web/words'
import { IncidentCard } from './incident-card.tsx'
import { SHOWN_STATES } from './order.ts'

interface Props {
  readonly incidents: readonly Incident[]
  readonly selected: string | undefined
  readonly onOpen: (id: string) => void
}

/** A column for each state. Cards move by the verbs of their detail, which need no pointer and cannot be forgotten half way. */
export function IncidentBoard({ incidents, selected, onOpen }: Props) {
  const { t } = useWords()
  return (
    <div className="incident-board">
      {SHOWN_STATES.map((state) => {
        const mine = incidents.filter((one) => one.state === state)
        return (
          <section key={state} aria-label={t(`incident.state.${state}`)}>
            <h2>
              {t(`incident.state.${state}`)} <span className="quiet">{mine.length}</span>
            </h2>
            <ul>
              {mine.map((incident) => (
                <li key={incident.id}>
                  <IncidentCard incident={incident} selected={incident.id === selected} onOpen={onOpen} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
