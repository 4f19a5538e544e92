import type { ObservationProof } from '#model'
import { api } from '#web/live'
import { Button, ErrorLine, LoadingLine, useKeys } from '#web/ui'
import { formatDateTime, formatNumber, useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import './proof.css'
import { ProofHours } from './proof-hours.tsx'
import { ProofNumbers } from './proof-numbers.tsx'

interface Props {
  readonly asset: string
  readonly name: string
  readonly property: string
  /** Epoch ms. */
  readonly at: number
  readonly onClose: () => void
}

/** How a derived value came about: verdict first, then formula, numbers, sources. The page owns the address. */
export function ProofPanel({ asset, name, property, at, onClose }: Props) {
  const { t } = useWords()
  const panel = useRef<HTMLElement>(null)
  const query = new URLSearchParams({ asset, property, at: new Date(at).toISOString() })
  const proof = useQuery({
    queryKey: ['proof', asset, property, at],
    queryFn: () => api.get<ObservationProof>(`/api/v1/observations/proof?${query}`),
  })
  useKeys({ Escape: onClose })
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus()
    return () => (before as HTMLElement | null)?.focus?.()
  }, [])
  return (
    <section className="proof" ref={panel} tabIndex={-1} aria-label={t('proof.title')}>
      <header className="panel-head">
        <h2 className="ellipsis">
          {t('proof.title')}: {name}
        </h2>
        <span className="end">{formatDateTime(at)}</span>
        <Button small onClick={onClose}>
          {t('proof.close')}
        </Button>
      </header>
      {proof.isLoading && <LoadingLine />}
      {proof.error && <ErrorLine error={proof.error} onRetry={() => void proof.refetch()} />}
      {proof.data && <Body proof={proof.data} />}
    </section>
  )
}

function Body({ proof }: { proof: ObservationProof }) {
  const { t, say, language } = useWords()
  const number = (value: number | null): string => (value === null ? '—' : formatNumber(value, 0, language))
  return (
    <div className="proof-body" tabIndex={0} role="region" aria-label={t('proof.title')}>
      <p className={`proof-verdict ${proof.matches ? 'ok' : 'sev-critical'}`}>
        {proof.matches
          ? t('proof.matches', { value: number(proof.stored) })
          : t('proof.differs', { stored: number(proof.stored), recomputed: number(proof.recomputed) })}
      </p>
      {proof.unknown && <p>{say(proof.unknown)}</p>}
      {proof.proof && (
        <>
          <h3>{t('proof.formula')}</h3>
          <p>{say(proof.proof.formula)}</p>
          <p className="quiet">{t('proof.version', { version: proof.proof.version, basis: proof.proof.basis })}</p>
          <ProofNumbers parts={proof.proof.parts} />
          <ProofHours inputs={proof.inputs} at={Date.parse(proof.at)} />
        </>
      )}
    </div>
  )
}
