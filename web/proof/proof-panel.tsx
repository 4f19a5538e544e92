import { DAY, HOUR, type ObservationProof } from '#model'
import { environment } from '#services/environment'
import { useNow } from '#web/live'
import { useUnreal } from '#web/session'
import { AqiChip, Button, ErrorLine, LoadingLine, UnrealMark, useKeys } from '#web/ui'
import { formatDay, formatNumber, formatTime, useWords } from '#web/words'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import './proof.css'
import { hoursOf } from './hours.ts'
import { ProofEarlier } from './proof-earlier.tsx'
import { ProofHours } from './proof-hours.tsx'
import { ProofNumbers } from './proof-numbers.tsx'
import { ProofParts } from './proof-parts.tsx'
import { useProof } from './use-proof.ts'

interface Props {
  readonly asset: string
  /** What the asset is called. */
  readonly name: string
  /** A derived property, such as `vn_aqi_h`. */
  readonly property: string
  /** The start of the derived hour or day, epoch ms. */
  readonly at: number
  /** Changes when the value does: it is computed again. */
  readonly stamp?: string | undefined
  /** Without it the panel is part of its page: it takes no focus and has nothing to close. */
  readonly onClose?: (() => void) | undefined
}

/**
 * How a derived value came about, in the order in which one would check it: computed again, formula, the formula with
 * numbers, the hours, the sub-indices, the law. Takes props only: the page keeps `?bang-chung=` (`proofAddress`) in its
 * address, opens it for any AQI number and closes it. A column 486 px wide on a desk, the whole screen of a phone.
 */
export function ProofPanel({ asset, name, property, at, stamp = '', onClose }: Props) {
  const { t } = useWords()
  const unreal = useUnreal()
  const panel = usePanelFocus(onClose !== undefined)
  const daily = derivationOf(property)?.per === 'day'
  const proof = useProof({ asset, property, at, stamp })
  useKeys(onClose ? { Escape: onClose } : {})
  return (
    <section
      className="proof"
      ref={panel}
      tabIndex={-1}
      aria-label={t('proof.title')}
      // The page has its own Escape: one press closes one thing.
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing || !onClose) return
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
        {onClose && (
          <Button small onClick={onClose}>
            {t('proof.close')}
          </Button>
        )}
        <p className="soft">{daily ? t('proof.day', { day: formatDay(at) }) : <Hour at={at} />}</p>
      </header>
      {proof.isLoading && <LoadingLine />}
      {proof.error && <ErrorLine error={proof.error} onRetry={() => void proof.refetch()} />}
      {proof.data && <Body proof={proof.data} />}
    </section>
  )
}

/** Focus goes in when the panel opens, and back to where it came from when it closes. */
function usePanelFocus(takes: boolean) {
  const panel = useRef<HTMLElement>(null)
  // Looked at before the panel is drawn: what opened it may be gone by then.
  const [before] = useState(() => document.activeElement as HTMLElement | null)
  useEffect(() => {
    if (!takes) return undefined
    panel.current?.focus({ preventScroll: true })
    return () => opener(before)?.focus({ preventScroll: true })
  }, [before, takes])
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

function derivationOf(property: string) {
  return environment.derivations.find((one) => one.output === property)
}

function Body({ proof }: { proof: ObservationProof }) {
  const { t, say } = useWords()
  const derivation = derivationOf(proof.property)
  const daily = derivation?.per === 'day'
  // The last hour of the period: the others are told from it back.
  const at = Date.parse(proof.at) + (daily ? DAY - HOUR : 0)
  const hours = hoursOf(proof.inputs, at, derivation?.reach ?? 1, worstFirst(proof))
  const shown = proof.proof
  return (
    <div className="proof-body" tabIndex={0} role="region" aria-label={t('proof.steps')}>
      <Verdict proof={proof} daily={daily} />
      <ProofEarlier proof={proof} />
      {proof.unknown && <p>{say(proof.unknown)}</p>}
      {shown && (
        <>
          <Step title={t('proof.formula')} end={t('proof.version', { version: shown.version })}>
            <p className="proof-formula">{say(shown.formula)}</p>
          </Step>
          <Step title={t('proof.numbers')}>
            <ProofNumbers parts={shown.parts} hours={hours} value={proof.recomputed} daily={daily} />
          </Step>
          <Step title={t('proof.hours')}>
            <ProofHours hours={hours} at={at} weightDecimals={daily ? 0 : 3} />
          </Step>
          <Step title={t('proof.parts')}>
            <ProofParts parts={shown.parts} hours={hours} daily={daily} />
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
  const parts = (proof?.parts ?? []).toSorted((a, b) => b.index - a.index)
  return [...new Set(parts.map((part) => part.property))]
}

function Verdict({ proof: { stored, recomputed, matches }, daily }: { proof: ObservationProof; daily: boolean }) {
  const { t, language } = useWords()
  const number = (value: number | null): string => (value === null ? '—' : formatNumber(value, 0, language))
  if (matches && stored === null)
    return <p className="proof-verdict unknown">{t(daily ? 'proof.none-day' : 'proof.none')}</p>
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
