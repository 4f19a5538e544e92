import { DAY, HOUR, type ProofPart } from '#model'
import { propertyName } from '#web/ui'
import { formatNumber, formatTime, useWords } from '#web/words'
import { type PropertyHours, countedHours, weightOf } from './hours.ts'

interface Props {
  readonly parts: readonly ProofPart[]
  readonly hours: readonly PropertyHours[]
  /** The rounded index. */
  readonly value: number | null
  readonly daily: boolean
}

/** The same formula with its numbers put in: the weights of each NowCast, each sub-index, the largest. */
export function ProofNumbers({ parts, hours, value, daily }: Props) {
  const { t, language, say } = useWords()
  const n = (value: number, decimals: number): string => formatNumber(value, decimals, language)
  const most = parts.reduce((best, part) => (part.index > best.index ? part : best))
  return (
    <dl className="proof-sums">
      {parts
        .toSorted((a, b) => b.index - a.index)
        .map((part) => (
          <div key={`${part.property} ${part.hours}`}>
            <dt>{say(propertyName(part.property))}</dt>
            <dd>
              <Concentration part={part} hours={hours.find((one) => one.property === part.property)} daily={daily} />
              <Sub part={part} />
            </dd>
          </div>
        ))}
      <div className="proof-most">
        <dt>AQI</dt>
        <dd>
          {t('proof.most', {
            property: say(propertyName(most.property)),
            index: n(most.index, 2),
            value: value === null ? '—' : n(value, 0),
          })}
        </dd>
      </div>
    </dl>
  )
}

interface ConcentrationProps {
  readonly part: ProofPart
  readonly hours: PropertyHours | undefined
}

function Concentration({ part, hours, daily }: ConcentrationProps & { daily: boolean }) {
  if (!hours?.windowed) return null
  return daily ? <OfDay part={part} hours={hours} /> : <Nowcast part={part} hours={hours} />
}

/** The mean of a day's hours, of its eight highest in a row, or its highest hour. */
function OfDay({ part, hours }: { part: ProofPart; hours: PropertyHours }) {
  const { t, language } = useWords()
  const length = part.hours ?? 1
  const counted = countedHours(hours, length)
  const times = counted.map(({ at }) => at)
  const span = { from: formatTime(Math.min(...times)), to: formatTime(Math.max(...times) + HOUR) }
  const concentration = <b>{formatNumber(part.concentration, 2, language)}</b>
  return (
    <span>
      {length === 1 ? (
        <>
          {t('proof.largest-hour', span)} = {concentration} µg/m³
        </>
      ) : (
        <>
          Σ C / {counted.length} = {concentration} µg/m³
          {length < DAY / HOUR && <span className="quiet"> · {t('proof.largest-mean', span)}</span>}
          {length === DAY / HOUR && hours.missing > 0 && (
            <span className="quiet"> · {t('proof.missing', { count: hours.missing })}</span>
          )}
        </>
      )}
    </span>
  )
}

function Nowcast({ part, hours }: { part: ProofPart; hours: PropertyHours }) {
  const { t, language } = useWords()
  const n = (value: number, decimals: number): string => formatNumber(value, decimals, language)
  const { least, most, weight } = weightOf(hours)
  return (
    <>
      <span>
        w = max({n(least, 1)} / {n(most, 1)}; {n(0.5, 1)}) = <b>{n(weight, 3)}</b>
      </span>
      <span>
        NowCast = Σ wⁿ·C / Σ wⁿ = <b>{n(part.concentration, 2)}</b> µg/m³
        {hours.missing > 0 && <span className="quiet"> · {t('proof.missing', { count: hours.missing })}</span>}
      </span>
    </>
  )
}

function Sub({ part: { above, below, concentration, index } }: { part: ProofPart }) {
  const { t, language } = useWords()
  const n = (value: number, decimals: number): string => formatNumber(value, decimals, language)
  if (!above) {
    return (
      <span>
        {n(concentration, 2)} &gt; {n(below.concentration, 0)}: <b>{t('proof.capped')}</b>
      </span>
    )
  }
  return (
    <span>
      ({n(above.index, 0)} − {n(below.index, 0)}) / ({n(above.concentration, 0)} − {n(below.concentration, 0)}) · (
      {n(concentration, 2)} − {n(below.concentration, 0)}) + {n(below.index, 0)} = <b>{n(index, 2)}</b>
    </span>
  )
}
