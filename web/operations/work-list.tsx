import type { Alert } from '#model'
import { AlertRow, urgentFirst } from '#web/alert'
import type { Selection, StationView } from '#web/map'
import { AqiChip, Empty, StaleNote, useHeldList } from '#web/ui'
import { useWords } from '#web/words'
import type { ReactNode } from 'react'

interface Props {
  readonly alerts: readonly Alert[]
  readonly stations: readonly StationView[]
  readonly selected: Selection | undefined
  readonly known: boolean
  readonly onSelect: (selection: Selection) => void
}

/** What nobody has, what somebody has, and the stations; rows hold still under the reader's pointer or focus. */
export function WorkList({ alerts, stations, selected, known, onSelect }: Props) {
  const { t } = useWords()
  const list = useHeldList(urgentFirst(alerts))
  const open = (id: string): void => onSelect({ kind: 'alert', id })
  const rows = (state: Alert['state'], none: string): ReactNode => {
    const mine = list.shown.filter((alert) => alert.state === state)
    if (mine.length === 0) return known ? <Empty>{none}</Empty> : null
    return (
      <ul>
        {mine.map((alert) => (
          <li key={alert.id}>
            <AlertRow alert={alert} selected={selected?.id === alert.id} onOpen={open} />
          </li>
        ))}
      </ul>
    )
  }
  const unowned = alerts.filter((alert) => alert.state === 'open').length
  return (
    <div className="work" {...list.props}>
      {list.waiting > 0 && (
        <button type="button" className="list-new" onClick={list.release}>
          {t('list.new', { count: list.waiting })}
        </button>
      )}
      <Head title={t('list.unowned')} count={unowned} end={t('list.urgent-first')} />
      {rows('open', t('list.no-unowned'))}
      <Head title={t('list.held')} count={alerts.length - unowned} />
      {rows('acknowledged', t('list.no-held'))}
      <Head title={t('list.stations')} count={stations.length} end={t('list.stations.hint')} />
      {stations.length === 0 && <Empty>{t('list.no-stations')}</Empty>}
      <ul>
        {stations.map((station) => (
          <li key={station.asset.id}>
            <StationRow
              station={station}
              selected={selected?.kind === 'station' && selected.id === station.asset.id}
              onOpen={() => onSelect({ kind: 'station', id: station.asset.id })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Head({ title, count, end }: { title: string; count: number; end?: string }) {
  return (
    <div className="panel-head work-head">
      <h2>{title}</h2>
      <span className="soft">{count}</span>
      {end && <span className="end">{end}</span>}
    </div>
  )
}

function StationRow({ station, selected, onOpen }: { station: StationView; selected: boolean; onOpen: () => void }) {
  return (
    <button
      type="button"
      className={`station-row ${selected ? 'selected' : ''}`}
      aria-current={selected}
      onClick={onOpen}
    >
      <span className="ellipsis">{station.asset.name}</span>
      {station.unknown || station.aqi === null ? (
        <span className="station-unknown">{station.since === null ? '—' : <StaleNote since={station.since} />}</span>
      ) : (
        <AqiChip value={station.aqi} />
      )}
    </button>
  )
}
