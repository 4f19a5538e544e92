import type { Severity, SourceState } from '#model'
import { useWords } from '#web/words'
import { IconFlask, IconMasksTheater } from '@tabler/icons-react'
import { severitySvg } from './symbol.ts'

/** Shape and colour; the word stands beside it in the row, or in `label`. */
export function SeverityMark({
  severity,
  held,
  size = 18,
  label,
}: {
  severity: Severity
  held: boolean
  size?: number
  label?: string
}) {
  const filled = { fill: `var(--${severity}-fill)`, glyph: `var(--${severity}-glyph)` }
  const svg = severitySvg(severity, held, `var(--${severity})`, 'var(--surface)', size, filled)
  return (
    <span
      style={{ display: 'inline-flex', flex: 'none' }}
      {...(label ? { role: 'img', 'aria-label': label } : {})}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  )
}

const SOURCE_COLOUR: Readonly<Record<SourceState, string>> = {
  live: 'var(--ok)',
  late: 'var(--medium)',
  lost: 'var(--unknown)',
  paused: 'var(--text3)',
  waiting: 'var(--unknown)',
}

/** Live: a filled dot; late: half-filled; lost and waiting: a dashed ring; paused: a dash. */
export function SourceMark({ state }: { state: SourceState }) {
  const colour = SOURCE_COLOUR[state]
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true" style={{ flex: 'none' }}>
      {state === 'paused' ? (
        <path d="M2 6H10" stroke={colour} strokeWidth="2" />
      ) : (
        <>
          <circle
            cx="6"
            cy="6"
            r="4.4"
            fill={state === 'live' ? colour : 'none'}
            stroke={colour}
            strokeWidth="1.6"
            strokeDasharray={state === 'lost' || state === 'waiting' ? '2.2 2.2' : undefined}
          />
          {state === 'late' && <path d="M6 1.6A4.4 4.4 0 0 1 6 10.4Z" fill={colour} />}
        </>
      )}
    </svg>
  )
}

/** Says that what is shown is not, or not yet, real. Never translated: it is a mark. */
export function UnrealMark({ kind }: { kind: 'demo' | 'trial' | null }) {
  const { t } = useWords()
  if (kind === null) return null
  const Icon = kind === 'demo' ? IconMasksTheater : IconFlask
  return (
    <span className="unreal" title={t(`mark.${kind}.title`)}>
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      {t(`mark.${kind}`)}
    </span>
  )
}
