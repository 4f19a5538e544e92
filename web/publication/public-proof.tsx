import { DAY, HOUR, type ObservationProof, type ProofPart } from '#model'
import { useNow } from '#web/live'
import { ErrorLine, LoadingLine, propertyName } from '#web/ui'
import { formatDay, formatNumber, formatTime, useWords } from '#web/words'
import { type ReactNode, useEffect } from 'react'
import { HourTable, ScoreTable } from './proof-tables.tsx'
import { proofAddress, useProof } from './use-figures.ts'

interface Props {
  readonly asset: string
  readonly property: string
  /** Start of the hour or day, epoch ms; null when no number is known. */
  readonly at: number | null
  /** Epoch ms of the page's own answer. */
  readonly asOf: number
  /** What the page shows for this hour, where it shows it; another number in the proof means that the page is behind. */
  readonly shown: number | null
  readonly onBehind: () => void
}

/** By then (ms) the centre has forgotten the answer that the page got. */
const FORGOTTEN_MS = 6000

/** How a number came about, in words and steps that a reader can follow with a pencil. */
export function PublicProof({ asset, property, at, asOf, shown, onBehind }: Props) {
  const { t } = useWords()
  const now = useNow()
  const daily = property === 'vn_aqi_d'
  const running = !daily && at !== null && now < at + HOUR
  const proof = useProof(asset, property, at, running ? asOf : 0)
  const behind = shown !== null && proof.data !== undefined && proof.data.stored !== shown
  useEffect(() => {
    if (!behind) return undefined
    const timer = setTimeout(onBehind, FORGOTTEN_MS)
    return () => clearTimeout(timer)
  }, [behind, onBehind])
  if (at === null) return null
  const title = daily
    ? t('public.proof.day', { day: formatDay(at) })
    : t('public.proof.hour', { from: formatTime(at), to: formatTime(at + HOUR), day: formatDay(at) })
  return (
    <section className="public-section public-proof" id="public-proof" aria-labelledby="public-proof-title">
      <h2 id="public-proof-title">{t('public.proof')}</h2>
      <p className="soft">
        {title}
        {running && ` · ${t('public.running')}`}
      </p>
      {proof.isLoading && <LoadingLine />}
      {proof.error && <ErrorLine error={proof.error} onRetry={() => void proof.refetch()} />}
      {proof.data && <Body proof={proof.data} length={daily ? DAY : HOUR} />}
      <p>
        <a className="public-button" href={proofAddress(asset, property, at)}>
          JSON
        </a>
      </p>
    </section>
  )
}

function Body({ proof: answer, length }: { proof: ObservationProof; length: number }) {
  const { t, say, language } = useWords()
  const { proof, stored, recomputed, matches, unknown } = answer
  const number = (value: number | null): string => (value === null ? '—' : formatNumber(value, 0, language))
  if (unknown) return <p className="public-unknown">{say(unknown)}</p>
  if (!proof) return null
  const parts = proof.parts.toSorted((a, b) => b.index - a.index)
  const [worst] = parts
  return (
    <>
      <p className={matches ? 'public-same' : 'sev-critical'}>
        {matches
          ? t('public.proof.same', { value: number(stored) })
          : t('public.proof.differs', { stored: number(stored), recomputed: number(recomputed) })}
      </p>
      <ol className="public-steps">
        <li>
          <p>{t('public.proof.one')}</p>
          <ScoreTable parts={parts} inputs={answer.inputs} />
        </li>
        {worst && (
          <li>
            <Proportion part={worst} />
          </li>
        )}
        {worst && (
          <li>
            <p>{t('public.proof.three', { property: say(propertyName(worst.property)) })}</p>
            <HourTable inputs={answer.inputs.filter((one) => one.property === worst.property)} length={length} />
          </li>
        )}
      </ol>
      <p className="soft">{say(proof.formula)}</p>
      <p className="soft">{t('public.proof.basis', { basis: proof.basis, version: proof.version })}</p>
    </>
  )
}

/** Between which two steps the deciding amount lies. */
function Proportion({ part: { property, concentration, index, below, above } }: { part: ProofPart }): ReactNode {
  const { t, say, language } = useWords()
  const n = (value: number, decimals = 0): string => formatNumber(value, decimals, language)
  const common = { property: say(propertyName(property)), amount: n(concentration, 1), low: n(below.concentration) }
  return (
    <p>
      {above
        ? t('public.proof.two', {
            ...common,
            lowScore: n(below.index),
            high: n(above.concentration),
            highScore: n(above.index),
            score: n(index, 1),
          })
        : t('public.proof.beyond', { ...common, score: n(index) })}
    </p>
  )
}
