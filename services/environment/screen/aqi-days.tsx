import { DAY, bucketStart } from '#model'
import { HeatCalendar, TimeChart } from '#web/chart'
import { ExportMenu } from '#web/export'
import { useLive, useNow } from '#web/live'
import type { StationView } from '#web/map'
import { ErrorLine, LoadingLine } from '#web/ui'
import { formatDay, formatNumber, useWords } from '#web/words'
import { useRef } from 'react'
import { useAqiTone, useLevelLines } from './tone.ts'
import { useBuckets } from './use-buckets.ts'
import { useExport } from './use-export.ts'
import { WORDS } from './words.ts'

const YEAR = 365 * DAY
const MONTH = 30
/** A day above this is no ordinary day any more. */
const NOTABLE = 100

interface Props {
  readonly station: StationView
  readonly onProof: (at: number) => void
}

/** The daily index: a month as bars, a year as a calendar. A day's value comes when the day has ended. */
export function AqiDays({ station: { asset }, onProof }: Props) {
  const { say } = useWords()
  const tone = useAqiTone()
  const exported = useExport()
  const box = useRef<HTMLElement>(null)
  const { values, error, retry, loading } = useDays(asset.id)
  const today = bucketStart(useNow(), DAY)
  const days = [...values].map(([at, value]) => ({ at, value, quality: 'good' })).toSorted((a, b) => a.at - b.at)
  const month = days.filter((one) => one.at >= today - MONTH * DAY)
  const threshold = useLevelLines(month.map((one) => one.value))
  const table = () =>
    exported(
      `${say(WORDS.calendar)} ${asset.name}`,
      [
        { title: say(WORDS.day), kind: 'text' },
        { title: 'VN_AQI', kind: 'number', decimals: 0 },
        { title: say(WORDS.level), kind: 'text' },
      ],
      days.map(({ at, value }) => [formatDay(at), value, tone(value).name]),
      asset.name,
    )
  const tools = <ExportMenu table={table} picture={() => box.current} />
  return (
    <section ref={box} className="env-part">
      {error !== null && <ErrorLine error={error} onRetry={retry} />}
      {loading && <LoadingLine />}
      <TimeChart
        title={say(WORDS.days)}
        points={month}
        bars={{ span: DAY, tone }}
        threshold={threshold}
        from={today - MONTH * DAY}
        to={today}
        gap={1.5 * DAY}
        unit=""
        decimals={0}
        height={150}
        onPick={(point) => onProof(point.at)}
        tools={tools}
      />
      <HeatCalendar
        title={say(WORDS.calendar)}
        values={values}
        from={today - YEAR}
        to={today - DAY}
        decimals={0}
        tone={tone}
        dot={{ when: (value) => value > NOTABLE, name: say(WORDS.above100) }}
        onPick={onProof}
      />
      {days.length > 0 && <Summary days={days} today={today} />}
    </section>
  )
}

/** How many days were notable, and of how many there is a value since the first. */
function Summary({ days, today }: { days: readonly { at: number; value: number }[]; today: number }) {
  const { say, language } = useWords()
  const since = days[0]?.at ?? today
  const of = Math.max(1, Math.round((today - since) / DAY))
  const above = days.filter((one) => one.value > NOTABLE).length
  return (
    <p className="env-summary soft">
      <span>{say(WORDS.daysAbove, { count: above })}</span>
      <span>
        {say(WORDS.daysKnown, {
          known: days.length,
          of,
          share: formatNumber((100 * days.length) / of, 1, language),
          since: formatDay(since),
        })}
      </span>
    </p>
  )
}

/** Daily indices of a year by local midnight, the newest as the stream tells it. */
function useDays(asset: string) {
  const { observations } = useLive()
  const live = observations.get(`${asset} vn_aqi_d`)
  const query = useBuckets({
    assets: [asset],
    properties: ['vn_aqi_d'],
    back: YEAR + DAY,
    step: '1d',
    aggregate: 'last',
    stamp: String(live?.at ?? ''),
  })
  const values = new Map((query.data ?? []).map((one) => [Date.parse(one.at), one.value]))
  if (live && live.quality === 'good') values.set(live.at, live.value)
  return { values, error: query.error, retry: () => void query.refetch(), loading: query.isLoading }
}
