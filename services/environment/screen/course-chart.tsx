import { DAY, HOUR } from '#model'
import { type ChartLine, LinesChart } from '#web/chart'
import { ExportMenu } from '#web/export'
import { useNow } from '#web/live'
import type { StationView } from '#web/map'
import { ErrorLine, LoadingLine, propertyName, propertyOf } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { useRef } from 'react'
import { SPANS, SPAN_NAMES } from './address.ts'
import { hourLimits, rollingMeans } from './averages.ts'
import type { Address } from './use-address.ts'
import { useBuckets } from './use-buckets.ts'
import { useExport } from './use-export.ts'
import { useSent } from './use-sent.ts'
import { WORDS } from './words.ts'

interface Props {
  readonly station: StationView
  readonly indicative: boolean
  readonly address: Address
}

/** Hourly means of one property, with the rolling averages that its limits are defined for beside those limits. */
export function CourseChart({ station: { asset }, indicative, address }: Props) {
  const { say } = useWords()
  const exported = useExport()
  const box = useRef<HTMLElement>(null)
  const property = useChosenProperty(asset.id, address.property)
  const now = useNow()
  const span = SPANS[address.span]
  // The averages of the first hours look back a day more.
  const buckets = useBuckets({ assets: [asset.id], properties: [property], back: span + DAY, step: '1h' })
  const from = buckets.to - span
  const means = new Map((buckets.data ?? []).map((one) => [Date.parse(one.at), one.value]))
  const limits = indicative ? [] : hourLimits(property, now)
  const { lines, threshold } = useLines(property, means, limits, { from, to: buckets.to })
  const { unit, decimals } = propertyOf(property) ?? { unit: '', decimals: 1 }
  const title = say(WORDS.courseOf, { name: say(propertyName(property)), span: say(WORDS[`span.${address.span}`]) })
  const table = () =>
    exported(
      `${title} ${asset.name}`,
      [
        { title: say(WORDS.time), kind: 'time' },
        ...lines.map((line) => ({ title: `${line.name} (${unit})`, kind: 'number' as const, decimals })),
      ],
      [...means.keys()]
        .filter((at) => at >= from)
        .toSorted((a, b) => a - b)
        .map((at) => [at, ...lines.map((line) => line.points.find((one) => one.at === at)?.value ?? null)]),
      asset.name,
    )
  return (
    <section ref={box} className="env-part">
      <Pickers asset={asset.id} property={property} address={address} />
      {buckets.error !== null && <ErrorLine error={buckets.error} onRetry={() => void buckets.refetch()} />}
      {buckets.isLoading && <LoadingLine />}
      <LinesChart
        title={title}
        label={`${title}, ${asset.name}`}
        lines={lines}
        threshold={threshold}
        from={from}
        to={buckets.to}
        gap={1.5 * HOUR}
        span={HOUR}
        unit={unit}
        decimals={decimals}
        height={200}
        tools={<ExportMenu table={table} picture={() => box.current} />}
      />
    </section>
  )
}

/** Hours alone are one strong line; beside the averages that a limit is for, they are context. */
function useLines(
  property: string,
  means: ReadonlyMap<number, number>,
  limits: ReturnType<typeof hourLimits>,
  { from, to }: { from: number; to: number },
) {
  const { say, language } = useWords()
  const longer = limits.filter(({ hours }) => hours > 1)
  const good = (points: readonly { at: number; value: number }[]) => points.map((one) => ({ ...one, quality: 'good' }))
  const hourly: ChartLine = {
    id: 'hour',
    name: say(WORDS.hourly),
    points: good([...means].map(([at, value]) => ({ at, value })).filter((one) => one.at >= from)),
    tone: longer.length === 0 ? 'strong' : 'quiet',
  }
  const lines: ChartLine[] = [
    hourly,
    ...longer.map(({ hours }): ChartLine => ({
      id: `${hours}`,
      name: say(WORDS.mean, { hours }),
      points: good(rollingMeans(means, hours, from, to)),
      tone: 'strong',
    })),
  ]
  const decimals = propertyOf(property)?.unit === 'µg/m³' ? 0 : 1
  const threshold = limits.map(({ limit, hours }) => ({
    value: limit.value,
    label: say(WORDS.limitLine, { hours, value: formatNumber(limit.value, decimals, language) }),
  }))
  // A limit far above everything would flatten the day: it is named in the table of pollutants all the same.
  const most = Math.max(0, ...lines.flatMap((line) => line.points.map((one) => one.value)))
  return { lines, threshold: threshold.filter((one) => one.value <= most * FAR || one.value === threshold[0]?.value) }
}

const FAR = 3

/** The property that the address names, if the station sends it; else PM2.5. */
function useChosenProperty(asset: string, named: string | undefined): string {
  const sent = useSent(asset)
  return named !== undefined && sent.includes(named) ? named : (sent[0] ?? 'pm25')
}

function Pickers({ asset, property, address }: { asset: string; property: string; address: Address }) {
  const { say } = useWords()
  const sent = useSent(asset)
  return (
    <div className="env-pickers">
      <div role="group" aria-label={say(WORDS.property)}>
        {sent.map((code) => (
          <button
            key={code}
            type="button"
            className="facet"
            aria-pressed={code === property}
            onClick={() => address.go({ chat: code }, true)}
          >
            {say(propertyName(code))}
          </button>
        ))}
      </div>
      <SpanPicker address={address} />
    </div>
  )
}

export function SpanPicker({ address }: { address: Address }) {
  const { say } = useWords()
  return (
    <div role="group" aria-label={say(WORDS.span)}>
      {SPAN_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          className="facet"
          aria-pressed={name === address.span}
          onClick={() => address.go({ khoang: name }, true)}
        >
          {say(WORDS[`span.${name}`])}
        </button>
      ))}
    </div>
  )
}
