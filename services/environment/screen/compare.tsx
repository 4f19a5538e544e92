import { HOUR, type ObservationBucket } from '#model'
import { environment } from '#services/environment'
import { type ChartLine, LinesChart } from '#web/chart'
import { ExportMenu } from '#web/export'
import { useLive, useNow } from '#web/live'
import type { StationView } from '#web/map'
import { AqiChip, Button, ErrorLine, LoadingLine, StaleNote, propertyName, propertyOf } from '#web/ui'
import { formatDateTime, formatNumber, useWords } from '#web/words'
import { useRef } from 'react'
import { MOST_COMPARED, SPANS } from './address.ts'
import { hourLimits } from './averages.ts'
import { SpanPicker } from './course-chart.tsx'
import type { Address } from './use-address.ts'
import { useBuckets } from './use-buckets.ts'
import { useExport } from './use-export.ts'
import { WORDS } from './words.ts'

const AQI = 'vn_aqi_h'

interface Props {
  readonly stations: readonly StationView[]
  readonly address: Address
}

/** Two to six stations beside each other: one property, one chart, one table. */
export function Compare({ stations, address }: Props) {
  const { say } = useWords()
  const exported = useExport()
  const box = useRef<HTMLDivElement>(null)
  const now = useNow()
  const chosen = address.compared.flatMap((id) => stations.find((one) => one.asset.id === id) ?? [])
  const property =
    environment.properties.find((one) => one.code === address.property && one.code !== 'vn_aqi_d')?.code ?? AQI
  const { unit, decimals } = propertyOf(property) ?? { unit: '', decimals: 0 }
  const span = SPANS[address.span]
  const buckets = useBuckets({
    assets: chosen.map((one) => one.asset.id),
    properties: [property],
    back: span,
    step: '1h',
    aggregate: property === AQI ? 'last' : 'mean',
  })
  const lines = linesOf(chosen, buckets.data ?? [])
  const name = say(propertyName(property))
  const title = say(WORDS.courseOf, { name, span: say(WORDS[`span.${address.span}`]) })
  const limit = hourLimits(property, now).find(({ hours }) => hours === 1)?.limit
  const table = () =>
    exported(
      `${say(WORDS.compareTitle)} ${title}`,
      [
        { title: say(WORDS.station), kind: 'text' },
        { title: say(WORDS.time), kind: 'time' },
        { title: `${name} ${unit}`.trim(), kind: 'number', decimals },
      ],
      lines.flatMap((line) => line.points.map((point) => [line.name, point.at, point.value])),
      lines.map((line) => line.name).join(', '),
    )
  return (
    <div ref={box} className="env-compare">
      <header className="env-compare-head">
        <h2>{say(WORDS.compareTitle)}</h2>
        <Button small onClick={() => address.go({ so: undefined })}>
          {say(WORDS.compareEnd)}
        </Button>
        <ExportMenu table={table} picture={() => box.current} />
      </header>
      <Chosen chosen={chosen} address={address} />
      <div className="env-pickers">
        <label className="env-property">
          {say(WORDS.property)}
          <select value={property} onChange={(event) => address.go({ chat: event.target.value }, true)}>
            {[...environment.properties]
              .filter((one) => one.code !== 'vn_aqi_d')
              .toSorted((a, b) => Number(b.derived) - Number(a.derived))
              .map((one) => (
                <option key={one.code} value={one.code}>
                  {say(one.name)}
                </option>
              ))}
          </select>
        </label>
        <SpanPicker address={address} />
      </div>
      {buckets.error !== null && <ErrorLine error={buckets.error} onRetry={() => void buckets.refetch()} />}
      {buckets.isLoading && <LoadingLine />}
      <LinesChart
        title={title}
        label={title}
        lines={lines}
        threshold={
          limit && [
            {
              value: limit.value,
              label: say(WORDS.limitLine, { hours: 1, value: formatNumber(limit.value, 0, 'vi') }),
            },
          ]
        }
        from={buckets.from}
        to={buckets.to}
        gap={1.5 * HOUR}
        span={HOUR}
        unit={unit}
        decimals={decimals}
        height={380}
      />
      <Table chosen={chosen} lines={lines} property={property} hours={span / HOUR} address={address} />
    </div>
  )
}

function linesOf(chosen: readonly StationView[], buckets: readonly ObservationBucket[]): ChartLine[] {
  return chosen.map(({ asset }, tone) => ({
    id: asset.id,
    name: asset.name,
    tone,
    points: buckets
      .filter((one) => one.asset === asset.id)
      .map((one) => ({ at: Date.parse(one.at), value: one.value, quality: 'good' })),
  }))
}

function Chosen({ chosen, address }: { chosen: readonly StationView[]; address: Address }) {
  const { say } = useWords()
  return (
    <div className="env-chosen">
      {chosen.map(({ asset }, place) => (
        <button
          key={asset.id}
          type="button"
          className="facet env-chosen-one"
          aria-label={say(WORDS.compareOut, { name: asset.name })}
          onClick={() => address.compare(asset.id)}
        >
          <span className="env-line" style={{ background: colourOf(place) }} aria-hidden="true" />
          {asset.name} ✕
        </button>
      ))}
      <p className="quiet" role="status">
        {chosen.length < 2 && say(WORDS.compareHint)}
        {chosen.length === MOST_COMPARED && say(WORDS.compareFull)}
      </p>
    </div>
  )
}

function colourOf(place: number): string {
  return `var(--series-${'abcdef'[place] ?? 'a'})`
}

interface TableProps {
  readonly chosen: readonly StationView[]
  readonly lines: readonly ChartLine[]
  readonly property: string
  readonly hours: number
  readonly address: Address
}

/** One row a station: its present, and the span in three numbers, with how much of it is there. */
function Table({ chosen, lines, property, hours, address }: TableProps) {
  const { say, language } = useWords()
  const decimals = propertyOf(property)?.decimals ?? 0
  const number = (value: number): string => formatNumber(value, decimals, language)
  return (
    <div className="env-scroll">
      <table className="env-table">
        <thead>
          <tr>
            <th scope="col">{say(WORDS.station)}</th>
            {[WORDS.now, WORDS.average, WORDS.least, WORDS.most, WORDS.hoursThere].map((word) => (
              <th key={word.en} scope="col" className="number">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chosen.map((station, place) => {
            const values = lines[place]?.points.map((one) => one.value) ?? []
            const sum = values.reduce((total, value) => total + value, 0)
            const most = lines[place]?.points.find((one) => one.value === Math.max(...values))
            const facts =
              values.length === 0 ? undefined : [sum / values.length, Math.min(...values), Math.max(...values)]
            return (
              <tr key={station.asset.id}>
                <th scope="row">
                  <span className="env-line" style={{ background: colourOf(place) }} aria-hidden="true" />{' '}
                  <button
                    type="button"
                    className="env-open"
                    onClick={() => address.go({ tram: station.asset.id, so: undefined })}
                  >
                    {station.asset.name}
                  </button>
                </th>
                <td className="number" data-label={say(WORDS.now)}>
                  <Present station={station} property={property} address={address} />
                </td>
                {[WORDS.average, WORDS.least, WORDS.most].map((word, at) => (
                  <td
                    key={word.en}
                    className="number"
                    data-label={say(word)}
                    title={word === WORDS.most && most ? formatDateTime(most.at) : undefined}
                  >
                    {facts?.[at] === undefined ? '—' : number(facts[at])}
                  </td>
                ))}
                <td className="number soft" data-label={say(WORDS.hoursThere)}>
                  {values.length}/{hours}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Present({ station, property, address }: { station: StationView; property: string; address: Address }) {
  const { say, language } = useWords()
  const { observations } = useLive()
  const now = useNow()
  const { asset, aqi, aqiAt, unknown } = station
  const value = observations.get(`${asset.id} ${property}`)
  if (!value) return <span className="env-unknown">—</span>
  if (value.staleFrom <= now || (property === AQI && unknown)) {
    return (
      <span className="env-unknown">
        — <StaleNote since={value.at} />
      </span>
    )
  }
  if (property === AQI && aqi !== null && aqiAt !== null) {
    return (
      <button
        type="button"
        className="env-open"
        aria-label={`AQI ${aqi}. ${say(WORDS.proof)}`}
        onClick={() => address.openProof(asset.id, aqiAt)}
      >
        <AqiChip value={aqi} />
      </button>
    )
  }
  const decimals = propertyOf(property)?.decimals ?? 1
  return (
    <button
      type="button"
      className="env-open"
      onClick={() => address.go({ tram: asset.id, so: undefined, chat: property })}
    >
      {formatNumber(value.value, decimals, language)}
    </button>
  )
}
