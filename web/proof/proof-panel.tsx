import { HOUR, type ObservationProof } from '#model'
import { environment } from '#services/environment'
import { api, useNow } from '#web/live'
import { useUnreal } from '#web/session'
import { AqiChip, Button, ErrorLine, LoadingLine, UnrealMark, useKeys } from '#web/ui'
import { formatDay, formatNumber, formatTime, useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import './proof.css'
import { hoursOf } from './hours.ts'
import { ProofEarlier } from './proof-earlier.tsx'
import { ProofHours } from './proof-hours.tsx'
import { ProofNumbers } from './proof-numbers.tsx'
import { ProofParts } from './proof-parts.tsx'

interface Props {
  readonly asset: string
  /** What the asset is called. */
  readonly name: string
  /** A derived property, such as `vn_aqi_h`. */
  readonly property: string
  /** The start of the derived hour, epoch ms. */
  readonly at: number
  readonly onClose: () => void
}

/**
 * How a derived value came about, in the order in which one would check it: computed again, formula, the formula with
 * numbers, the hours, the sub-indices, the law. Takes props only: the page keeps `?bang-chung=` (`proofAddress`) in its
 * address, opens it for any AQI number and closes it. A column 486 px wide on a desk, the whole screen of a phone.
 */
export function ProofPanel({ asset, name, property, at, onClose }: Props) {
  const { t } = useWords()
  const unreal = useUnreal()
  const panel = usePanelFocus()
  const query = new URLSearchParams({ asset, property, at: new Date(at).toISOString() })
  const proof = useQuery({
    queryKey: ['proof', asset, property, at],
    queryFn: () => api.get<ObservationProof>(`/api/v1/observations/proof?${query}`),
  })
  useKeys({ Escape: onClose })
  return (
    <section
      className="proof"
      ref={panel}
      tabIndex={-1}
      aria-label={t('proof.title')}
      // The page has its own Escape: one press closes one thing.
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className="proof-head">
        <span className="proof-unreal">
          <UnrealMark kind={unreal} />
        </span>
        <h2>
          {proof.data?.stored != null && <AqiChip value={proof.data.stored} />}
          <span className="ellipsis">
            {t('proof.title')}: {name}
          </span>
        </h2>
        <Button small onClick={onClose}>
          {t('proof.close')}
        </Button>
        <p className="soft">
          <Hour at={at} />
        </p>
      </header>
      {proof.isLoading && <LoadingLine />}
      {proof.error && <ErrorLine error={proof.error} onRetry={() => void proof.refetch()} />}
      {proof.data && <Body proof={proof.data} />}
    </section>
  )
}

/** Focus goes in when the panel opens, and back to where it came from when it closes. */
function usePanelFocus() {
  const panel = useRef<HTMLElement>(null)
  // Looked at before the panel is drawn: what opened it may be gone by then.
  const [before] = useState(() => document.activeElement as HTMLElement | null)
  useEffect(() => {
    panel.current?.focus({ preventScroll: true })
    return () => opener(before)?.focus({ preventScroll: true })
  }, [before])
  return panel
}

/** What opened the panel; the link that took its place when it was drawn anew; else the page itself. */
function opener(before: HTMLElement | null): HTMLElement | null {
  if (before?.isConnected && before !== document.body) return before
  const href = before?.getAttribute('href')
  const same = href && document.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)
  return same || document.querySelector('main')
}

function Hour({ at }: { at: number }) {
  const { t } = useWords()
  const now = useNow()
  return (
    <>
      {t('proof.span', { from: formatTime(at), to: formatTime(at + HOUR), day: formatDay(at) })}
      {now < at + HOUR && <span className="sev-medium"> · {t('proof.unfinished')}</span>}
    </>
  )
}

function Body({ proof }: { proof: ObservationProof }) {
  const { t, say } = useWords()
  const at = Date.parse(proof.at)
  const derivation = environment.derivations.find((one) => one.output === proof.property)
  const hours = hoursOf(proof.inputs, at, derivation?.reach ?? 1, worstFirst(proof))
  const shown = proof.proof
  return (
    <div className="proof-body" tabIndex={0} role="region" aria-label={t('proof.steps')}>
      <Verdict proof={proof} />
      <ProofEarlier proof={proof} />
      {proof.unknown && <p>{say(proof.unknown)}</p>}
      {shown && (
        <>
          <Step title={t('proof.formula')} end={t('proof.version', { version: shown.version })}>
            <p className="proof-formula">{say(shown.formula)}</p>
          </Step>
          <Step title={t('proof.numbers')}>
            <ProofNumbers parts={shown.parts} hours={hours} value={proof.recomputed} />
          </Step>
          <Step title={t('proof.hours')}>
            <ProofHours hours={hours} at={at} />
          </Step>
          <Step title={t('proof.parts')}>
            <ProofParts parts={shown.parts} hours={hours} />
          </Step>
          <Step title={t('proof.basis')}>
            <p>{shown.basis}</p>
          </Step>
        </>
      )}
    </div>
  )
}

/** The properties in the order in which they matter: the sub-index that decides first. */
function worstFirst({ proof }: ObservationProof): string[] {
  return (proof?.parts ?? []).toSorted((a, b) => b.index - a.index).map((part) => part.property)
}

function Verdict({ proof: { stored, recomputed, matches } }: { proof: ObservationProof }) {
  const { t, language } = useWords()
  const number = (value: number | null): string => (value === null ? '—' : formatNumber(value, 0, language))
  if (matches && stored === null) return <p className="proof-verdict unknown">{t('proof.none')}</p>
  return (
    <p className={`proof-verdict ${matches ? 'ok' : 'sev-critical'}`}>
      {matches
        ? t('proof.matches', { value: number(stored) })
        : t('proof.differs', { stored: number(stored), recomputed: number(recomputed) })}
    </p>
  )
}

function Step({ title, end, children }: { title: string; end?: string; children: ReactNode }) {
  return (
    <section className="proof-step">
      <h3>
        {title} {end && <span className="quiet">{end}</span>}
      </h3>
      {children}
    </section>
  )
}
