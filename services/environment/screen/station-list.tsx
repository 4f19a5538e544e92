import { AQI_LEVELS, aqiLevel } from '#services/environment'
import { Sparkline } from '#web/chart'
import type { StationView } from '#web/map'
import { Age, AqiChip, Empty, SourceMark, StaleNote, propertyName, useHeldList } from '#web/ui'
import { useWords } from '#web/words'
import type { Address } from './use-address.ts'
import type { StationFacts } from './use-list.ts'
import { WORDS } from './words.ts'

interface Props {
  readonly stations: readonly StationView[]
  readonly facts: ReadonlyMap<string, StationFacts>
  readonly selected: string | undefined
  readonly known: boolean
  readonly address: Address
}

/** The stations, the worst air first, then the unknown; rows hold still under the reader's pointer or focus. */
export function StationList({ stations, facts, selected, known, address }: Props) {
  const { say, t } = useWords()
  const list = useHeldList(stations.map((station) => ({ ...station, id: station.asset.id })))
  return (
    <section className="env-list" aria-label={say(WORDS.stations)}>
      <div className="panel-head">
        <h2>{say(WORDS.stations)}</h2>
        <span className="soft">{stations.length}</span>
        <span className="end">{say(WORDS.worstFirst)}</span>
      </div>
      <div className="env-rows" {...list.props}>
        {list.waiting > 0 && (
          <button type="button" className="env-new" onClick={list.release}>
            {t('list.new', { count: list.waiting })}
          </button>
        )}
        {known && stations.length === 0 && <Empty>{say(WORDS.noStations)}</Empty>}
        <ul>
          {list.shown.map((station) => (
            <li key={station.id} className={rowLook(station, selected, address)}>
              <Row
                station={station}
                facts={facts.get(station.id)}
                selected={selected === station.id}
                address={address}
              />
            </li>
          ))}
        </ul>
      </div>
      <Scale />
    </section>
  )
}

function rowLook({ asset, unknown }: StationView, selected: string | undefined, address: Address): string {
  const chosen = address.comparing ? address.compared.includes(asset.id) : selected === asset.id
  return `env-row ${chosen ? 'selected' : ''} ${unknown ? 'hatch' : ''}`
}

interface RowProps {
  readonly station: StationView
  readonly facts: StationFacts | undefined
  readonly selected: boolean
  readonly address: Address
}

function Row({ station, facts, selected, address }: RowProps) {
  const { say } = useWords()
  const { asset } = station
  const inside = <RowInside station={station} facts={facts} />
  if (!address.comparing) {
    return (
      <button
        type="button"
        className="env-row-open"
        data-station={asset.id}
        aria-current={selected}
        onClick={() => address.choose(asset.id)}
      >
        {inside}
      </button>
    )
  }
  const chosen = address.compared.includes(asset.id)
  return (
    <button
      type="button"
      role="checkbox"
      className="env-row-open env-row-check"
      data-station={asset.id}
      aria-checked={chosen}
      aria-label={say(WORDS.compareAdd, { name: asset.name })}
      onClick={() => address.compare(asset.id)}
    >
      <span className="env-check" aria-hidden="true">
        {chosen ? '✓' : ''}
      </span>
      {inside}
    </button>
  )
}

function RowInside({ station: { asset, aqi, unknown, since, lastAt }, facts }: Omit<RowProps, 'selected' | 'address'>) {
  const { say, t } = useWords()
  const level = unknown || aqi === null ? undefined : aqiLevel(aqi)
  const notes = [
    ...(asset.confirmed ? [] : [WORDS.learned]),
    ...(facts?.indicative ? [WORDS.indicative] : []),
    ...(facts?.calibrationOverdue ? [WORDS.calibrationOverdue] : []),
  ]
  return (
    <>
      {level && aqi !== null ? <AqiChip value={aqi} /> : <span className="aqi-chip env-unknown-chip">–</span>}
      <span className={level ? 'env-row-words' : 'env-row-words env-row-wide'}>
        <span className="env-row-name">{asset.name}</span>
        <span className="env-row-sub ellipsis">
          {level ? (
            <>
              {say(level.name)}
              {facts?.deciding && ` · ${say(propertyName(facts.deciding))}`}
            </>
          ) : (
            <span className="env-unknown">{since === null ? '—' : <StaleNote since={since} />}</span>
          )}
        </span>
        {notes.length > 0 && <span className="env-row-sub ellipsis">{notes.map((note) => say(note)).join(' · ')}</span>}
      </span>
      {level && <Sparkline values={facts?.course ?? []} />}
      <span className="env-row-state">
        <SourceMark state={facts?.state ?? 'waiting'} />
        {facts?.state === 'lost' || lastAt === null ? (
          <span className="env-unknown">{t(`source.${facts?.state ?? 'waiting'}`)}</span>
        ) : (
          <Age at={lastAt} />
        )}
      </span>
    </>
  )
}

/** The six levels with where each ends. */
function Scale() {
  const { say } = useWords()
  return (
    <div className="env-scale">
      <p className="quiet">{say(WORDS.scale)}</p>
      <ul>
        {AQI_LEVELS.map((level) => (
          <li key={level.key}>
            <span
              className="env-scale-fill"
              style={{ background: level.fill, color: level.on, borderColor: level.ring }}
            >
              {level.to}
            </span>
            {say(level.name)}
          </li>
        ))}
      </ul>
    </div>
  )
}
