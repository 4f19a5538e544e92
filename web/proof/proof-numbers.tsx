import type { ProofPart } from '#model'
import { propertyName } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { type PropertyHours, weightOf } from './hours.ts'

interface Props {
  readonly parts: readonly ProofPart[]
  readonly hours: readonly PropertyHours[]
  /** The rounded index. */
  readonly value: number | null
}

/** The same formula with its numbers put in: the weights of each NowCast, each sub-index, the largest. */
export function ProofNumbers({ parts, hours, value }: Props) {
  const { t, language, say } = useWords()
  const n = (value: number, decimals: number): string => formatNumber(value, decimals, language)
  const most = parts.reduce((best, part) => (part.index > best.index ? part : best))
  return (
    <dl className="proof-sums">
      {parts
        .toSorted((a, b) => b.index - a.index)
        .map((part) => (
          <div key={part.property}>
            <dt>{say(propertyName(part.property))}</dt>
            <dd>
              <Nowcast part={part} hours={hours.find((one) => one.property === part.property)} />
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

function Nowcast({ part, hours }: { part: ProofPart; hours: PropertyHours | undefined }) {
  const { t, language } = useWords()
  if (!hours?.windowed) return null
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
