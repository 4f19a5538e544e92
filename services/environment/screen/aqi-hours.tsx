import { HOUR, type Observation, type Page } from '#model'
import { TimeChart } from '#web/chart'
import { ExportMenu } from '#web/export'
import { api, useLive, useNow } from '#web/live'
import type { StationView } from '#web/map'
import { ErrorLine, LoadingLine } from '#web/ui'
import { useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useAqiTone, useLevelLines } from './tone.ts'
import { useExport } from './use-export.ts'
import { WORDS } from './words.ts'

const HOURS = 48

interface Props {
  readonly station: StationView
  readonly onProof: (at: number) => void
}

/** Two days of hourly indices as bars; a missing hour is a dashed frame, each bar opens its proof. */
export function AqiHours({ station: { asset }, onProof }: Props) {
  const { say, t } = useWords()
  const tone = useAqiTone()
  const exported = useExport()
  const box = useRef<HTMLElement>(null)
  const { points, from, to, error, retry, loading } = useHours(asset.id)
  const threshold = useLevelLines(points.filter((one) => one.quality === 'good').map((one) => one.value))
  const title = say(WORDS.hours)
  const table = () =>
    exported(
      `${title} ${asset.name}`,
      [
        { title: say(WORDS.time), kind: 'time' },
        { title: 'VN_AQI', kind: 'number', decimals: 0 },
        { title: say(WORDS.level), kind: 'text' },
        { title: say(WORDS.quality), kind: 'text' },
      ],
      points.map(({ at, value, quality }) => [at, value, tone(value).name, t(`quality.${quality as 'good'}`)]),
      asset.name,
    )
  return (
    <section ref={box} className="env-part">
      {error !== null && <ErrorLine error={error} onRetry={retry} />}
      {loading && <LoadingLine />}
      <TimeChart
        title={title}
        points={points}
        bars={{ span: HOUR, tone }}
        threshold={threshold}
        from={from}
        to={to}
        gap={1.5 * HOUR}
        unit=""
        decimals={0}
        height={230}
        onPick={(point) => onProof(point.at)}
        tools={<ExportMenu table={table} picture={() => box.current} />}
      />
    </section>
  )
}

/** The stored hours, flagged ones too, with the newest one as the stream tells it. */
function useHours(asset: string) {
  const { observations } = useLive()
  const hour = Math.floor(useNow() / HOUR) * HOUR
  const [from, to] = [hour - (HOURS - 1) * HOUR, hour + HOUR]
  const query = useQuery({
    queryKey: ['observations', asset, 'vn_aqi_h', from],
    queryFn: async () => {
      const query = new URLSearchParams({
        asset,
        property: 'vn_aqi_h',
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        limit: '1000',
      })
      return (await api.get<Page<Observation>>(`/api/v1/observations?${query}`)).items
    },
    placeholderData: (before) => (before?.[0]?.asset === asset ? before : undefined),
    refetchInterval: 300_000,
  })
  const points = new Map(
    (query.data ?? []).map((one) => [
      Date.parse(one.at),
      { at: Date.parse(one.at), value: one.value, quality: one.quality as string },
    ]),
  )
  const live = observations.get(`${asset} vn_aqi_h`)
  if (live && live.at >= from) points.set(live.at, { at: live.at, value: live.value, quality: live.quality })
  return {
    points: [...points.values()].toSorted((a, b) => a.at - b.at),
    from,
    to,
    error: query.error,
    retry: () => void query.refetch(),
    loading: query.isLoading,
  }
}
