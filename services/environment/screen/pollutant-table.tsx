import { DAY, HOUR, type ObservationProof, type ProofPart } from '#model'
import { environment } from '#services/environment'
import { useNow } from '#web/live'
import type { StationView } from '#web/map'
import { AqiChip, propertyName, propertyOf } from '#web/ui'
import { formatNumber, formatTime, useWords } from '#web/words'
import { type LimitComparison, compareLimits } from './averages.ts'
import { POLLUTANTS } from './deciding.ts'
import { useSent } from './use-sent.ts'
import { useBuckets } from './use-buckets.ts'
import { WORDS } from './words.ts'

/** As the service lists them: rows stay where they are while their values change. */
const ORDER = environment.properties.filter((one) => POLLUTANTS.includes(one.code)).map((one) => one.code)

interface Props {
  readonly station: StationView
  readonly proof: ObservationProof | undefined
  /** A low-cost or unconfirmed device: an indication, not held against the regulation. */
  readonly indicative: boolean
  readonly onProperty: (property: string) => void
  readonly onProof: () => void
}

/** Each pollutant of the hour: what entered the index and how, and its averages against the limits defined for them. */
export function PollutantTable({ station, proof, indicative, onProperty, onProof }: Props) {
  const { say } = useWords()
  const now = useNow()
  const sent = useSent(station.asset.id)
  const buckets = useBuckets({ assets: [station.asset.id], properties: POLLUTANTS, back: DAY, step: '1h' })
  // What no longer speaks for the present is not shown as if it did.
  const shown = station.unknown ? undefined : proof?.proof
  const parts = (shown?.parts ?? []).toSorted((a, b) => b.index - a.index)
  const at = station.aqiAt ?? 0
  const meansOf = (property: string): Map<number, number> =>
    new Map(
      (buckets.data ?? []).filter((one) => one.property === property).map((one) => [Date.parse(one.at), one.value]),
    )
  return (
    <section className="env-part">
      <h3 className="env-title">
        {say(WORDS.pollutants)}{' '}
        <span className="quiet">
          {shown && `${say(WORDS.hour, { from: formatTime(at), to: formatTime(at + HOUR) })} · `}µg/m³
        </span>
      </h3>
      <div className="env-scroll">
        <table className="env-table">
          <thead>
            <tr>
              <th scope="col">{say(WORDS.pollutant)}</th>
              <th scope="col" className="number">
                {say(WORDS.value)}
              </th>
              <th scope="col">{say(WORDS.how)}</th>
              <th scope="col" className="number">
                {say(WORDS.index)}
              </th>
              <th scope="col">{say(WORDS.limit)}</th>
            </tr>
          </thead>
          <tbody>
            {ORDER.filter((property) => sent.includes(property)).map((property) => {
              const part = parts.find((one) => one.property === property)
              return (
                <tr key={property}>
                  <th scope="row">
                    <button type="button" className="env-open" onClick={() => onProperty(property)}>
                      {say(propertyName(property))}
                    </button>
                    {part && part === parts[0] && <span className="env-decides">{say(WORDS.decides)}</span>}
                  </th>
                  <Reading part={part} windowed={isWindowed(proof, property)} onProof={onProof} />
                  <td data-label={say(WORDS.limit)}>
                    <Limits
                      comparisons={station.unknown ? [] : compareLimits(property, meansOf(property), now)}
                      indicative={indicative}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function isWindowed(proof: ObservationProof | undefined, property: string): boolean {
  return proof?.inputs.some((one) => one.property === property && one.hours_back > 0) === true
}

interface ReadingProps {
  readonly part: ProofPart | undefined
  readonly windowed: boolean
  readonly onProof: () => void
}

/** The concentration that entered, how it came about, and its index; each opens the proof. */
function Reading({ part, windowed, onProof }: ReadingProps) {
  const { say, language } = useWords()
  if (!part) {
    return (
      <>
        <td className="number env-unknown" data-label={say(WORDS.value)}>
          —
        </td>
        <td className="env-unknown">{say(WORDS.noValue)}</td>
        <td className="number env-unknown" data-label={say(WORDS.index)}>
          —
        </td>
      </>
    )
  }
  const decimals = propertyOf(part.property)?.decimals ?? 1
  return (
    <>
      <td className="number" data-label={say(WORDS.value)}>
        <button type="button" className="env-open" onClick={onProof}>
          <b>{formatNumber(part.concentration, decimals, language)}</b>
        </button>
      </td>
      <td className="soft">{say(windowed ? WORDS.nowcast : WORDS.hourMean)}</td>
      <td className="number" data-label={say(WORDS.index)}>
        <button type="button" className="env-open" onClick={onProof}>
          <AqiChip value={Math.round(part.index)} />
        </button>
      </td>
    </>
  )
}

/** A bar for each limit: how far the average that it is defined for has come. */
function Limits({ comparisons, indicative }: { comparisons: readonly LimitComparison[]; indicative: boolean }) {
  const { say, language } = useWords()
  if (indicative) return <span className="quiet">{say(WORDS.notHeld)}</span>
  if (comparisons.length === 0) return <span className="quiet">{say(WORDS.noLimit)}</span>
  return (
    <ul className="env-limits">
      {comparisons.map(({ limit, hours, mean }) => {
        const decimals = propertyOf(limit.property)?.decimals ?? 1
        const values = { limit: formatNumber(limit.value, 0, language), hours }
        const share = mean === undefined ? 0 : mean / limit.value
        return (
          <li key={limit.averaging}>
            <span className="env-bar" aria-hidden="true">
              <span style={{ width: `${Math.min(100, 100 * share)}%` }} className={share > 1 ? 'env-beyond' : ''} />
            </span>
            {mean === undefined ? (
              <span className="env-unknown">{say(WORDS.tooFew, values)}</span>
            ) : (
              <span>
                {say(WORDS.ofLimit, { mean: formatNumber(mean, decimals, language), ...values })}
                {share > 1 && <b> · {say(WORDS.beyond)}</b>}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
