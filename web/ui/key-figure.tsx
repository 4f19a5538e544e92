import type { ReactNode } from 'react'
import { Age, StaleNote } from './age.tsx'

export interface KeyFigureProps {
  readonly label: string
  readonly value: string
  readonly unit?: string
  readonly mark?: ReactNode
  readonly context?: ReactNode
  /** When it was measured, epoch ms. */
  readonly at?: number | undefined
  /** From this moment the present is unknown: the value is not shown any more. */
  readonly staleSince?: number | undefined
  readonly tone?: 'critical' | 'high' | undefined
  readonly open?: { readonly label: string; readonly onOpen: () => void } | undefined
}

/** A tile of the key-figure strip. Stale: hatch and a dash, never the last value dressed as current. */
export function KeyFigure({ label, value, unit, mark, context, at, staleSince, tone, open }: KeyFigureProps) {
  const stale = staleSince !== undefined
  const inside = (
    <>
      <span className="figure-label">{label}</span>
      <span className={`figure-value ${tone && !stale ? `sev-${tone}` : ''}`}>
        {stale ? '—' : value}
        {unit && !stale && <span className="figure-unit"> {unit}</span>}
        {!stale && mark && <span className="figure-mark"> {mark}</span>}
      </span>
      <span className="figure-context ellipsis">{stale ? <StaleNote since={staleSince} /> : context}</span>
      <span className="figure-foot">
        {at !== undefined && <Age at={at} />}
        {open && <span className="figure-open">{open.label}</span>}
      </span>
    </>
  )
  const look = `figure ${stale ? 'hatch' : ''} ${tone && !stale ? `figure-${tone}` : ''}`
  return open ? (
    <button type="button" className={look} onClick={open.onOpen}>
      {inside}
    </button>
  ) : (
    <div className={look}>{inside}</div>
  )
}
