import { HOUR } from '#model'
import { aqiLevel } from '#services/environment'
import { useNow } from '#web/live'
import { formatAge, formatDay, formatMoment, formatTime, useWords } from '#web/words'
import type { Standing } from './hours.ts'

/** The number on the official colour; unknown is a dash on a hatch. */
export function AqiNumber({ value, large }: { value: number | null; large?: boolean }) {
  const size = large ? 'public-number large' : 'public-number'
  if (value === null) return <span className={`${size} hatch`}>—</span>
  const level = aqiLevel(value)
  return (
    <span className={size} style={{ background: level.fill, color: level.on, borderColor: level.ring }}>
      {value}
    </span>
  )
}

/** The word of the level, or since when nothing is known. */
export function LevelWord({ standing }: { standing: Standing }) {
  const { t, say } = useWords()
  const now = useNow()
  if (standing.value !== null) return <b>{say(aqiLevel(standing.value).name)}</b>
  const { unknownSince } = standing
  return (
    <span className="public-unknown">
      {t('public.unknown')}:{' '}
      {unknownSince === null ? t('public.never') : t('state.no-data-since', { time: formatMoment(unknownSince, now) })}
    </span>
  )
}

/** Which hour the number speaks of, and how old it is. */
export function HourNote({ standing: { at, running, receivedAt, value } }: { standing: Standing }) {
  const { t, language } = useWords()
  const now = useNow()
  if (at === null || value === null) return null
  return (
    <>
      {t('public.hour', { from: formatTime(at), to: formatTime(at + HOUR), day: formatDay(at) })}
      {running && ` · ${t('public.running')}`}
      {receivedAt !== null && ` · ${t('public.received', { age: formatAge(now - receivedAt, language) })}`}
    </>
  )
}

/** What to do, for everybody and for those who are sensitive. */
export function Advice({ value }: { value: number }) {
  const { t, say } = useWords()
  const level = aqiLevel(value)
  if (say(level.advice) === say(level.sensitiveAdvice)) {
    return (
      <dl className="public-advice">
        <dt>{t('public.everybody.alike')}</dt>
        <dd>{say(level.advice)}</dd>
      </dl>
    )
  }
  return (
    <dl className="public-advice">
      <dt>{t('public.everybody')}</dt>
      <dd>{say(level.advice)}</dd>
      <dt>{t('public.sensitive')}</dt>
      <dd>{say(level.sensitiveAdvice)}</dd>
    </dl>
  )
}
