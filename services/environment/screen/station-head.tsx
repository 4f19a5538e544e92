import { HOUR, type ObservationProof } from '#model'
import { aqiLevel } from '#services/environment'
import { useNow } from '#web/live'
import type { StationView } from '#web/map'
import { Button, StaleNote, propertyName, propertyOf } from '#web/ui'
import { formatDay, formatMoment, formatNumber, formatTime, useWords } from '#web/words'
import type { ReactNode } from 'react'
import type { StationFacts } from './use-list.ts'
import { WORDS } from './words.ts'

interface Props {
  readonly station: StationView
  readonly facts: StationFacts | undefined
  readonly proof: ObservationProof | undefined
  readonly onProof: () => void
  readonly tools: ReactNode
}

/** The one large figure: the index of the hour, its level in words, what to do, which hour and how complete. */
export function StationHead({ station, facts, proof, onProof, tools }: Props) {
  const { say } = useWords()
  const { asset, aqi, unknown, since } = station
  const level = unknown || aqi === null ? undefined : aqiLevel(aqi)
  return (
    <header className="env-head">
      {level && aqi !== null ? (
        <button
          type="button"
          className="env-figure"
          style={{ background: level.fill, color: level.on, borderColor: level.ring }}
          onClick={onProof}
          aria-label={`AQI ${aqi} · ${say(level.name)}. ${say(WORDS.proof)}`}
        >
          {aqi}
        </button>
      ) : (
        <span className="env-figure env-figure-unknown hatch">—</span>
      )}
      <div className="env-head-words">
        <h2>
          {asset.name} {level && <span className="env-level">{say(level.name)}</span>}
          {facts?.indicative && (
            <span className="chip" title={say(WORDS.indicativeWhy)}>
              {say(WORDS.indicative)}
            </span>
          )}
          {!asset.confirmed && <span className="chip">{say(WORDS.learned)}</span>}
          {facts?.calibrationOverdue && asset.calibration_due && (
            <span className="chip">
              {say(WORDS.calibrationSince, { day: formatDay(`${asset.calibration_due}T00:00:00+07:00`) })}
            </span>
          )}
        </h2>
        {level ? (
          <>
            <Advice level={level} />
            <p className="env-hour quiet">
              <Hour station={station} proof={proof} />
            </p>
          </>
        ) : (
          <>
            <p>{since !== null && <StaleNote since={since} />}</p>
            <LastKnown station={station} />
          </>
        )}
      </div>
      <div className="env-tools">
        <Button small className="env-proof-button" onClick={onProof} disabled={station.aqiAt === null}>
          {say(WORDS.proof)}
        </Button>
        {tools}
      </div>
    </header>
  )
}

function Advice({ level }: { level: ReturnType<typeof aqiLevel> }) {
  const { say } = useWords()
  return (
    <dl className="env-advice">
      <dt>{say(WORDS.everyone)}</dt>
      <dd>{say(level.advice)}</dd>
      <dt>{say(WORDS.sensitive)}</dt>
      <dd>{say(level.sensitiveAdvice)}</dd>
    </dl>
  )
}

/** Which hour, when its last value was received, what decides it, and how much of its window is there. */
function Hour({ station, proof }: { station: StationView; proof: ObservationProof | undefined }) {
  const { say, language } = useWords()
  const now = useNow()
  const at = station.aqiAt ?? 0
  const worst = proof?.proof?.parts.reduce((best, part) => (part.index > best.index ? part : best))
  const own = (proof?.inputs ?? []).filter((one) => one.property === worst?.property)
  const received = own.toSorted((a, b) => Date.parse(b.received_at) - Date.parse(a.received_at))[0]?.received_at
  const windowed = own.some((one) => one.hours_back > 0)
  const parts = [
    `${say(WORDS.hour, { from: formatTime(at), to: formatTime(at + HOUR) })}${now < at + HOUR ? ` (${say(WORDS.running)})` : ''}`,
    received && say(WORDS.computedAt, { time: formatMoment(received, now) }),
    worst &&
      `${formatNumber(worst.concentration, propertyOf(worst.property)?.decimals ?? 1, language)}\u00A0µg/m³ ${say(propertyName(worst.property))}`,
    windowed && say(WORDS.complete, { there: own.length, of: 12 }),
  ]
  return <>{parts.filter(Boolean).join(' · ')}</>
}

function LastKnown({ station: { aqi, aqiAt } }: { station: StationView }) {
  const { say } = useWords()
  const now = useNow()
  if (aqi === null || aqiAt === null) return null
  return <p className="quiet">{say(WORDS.lastKnown, { value: aqi, time: formatMoment(aqiAt, now) })}</p>
}
