import { type Alert, HOUR, type Observation, type Property } from '#model'
import { aqiLevel } from '#services/environment'
import { type ChartThreshold, ExportedChart } from '#web/chart'
import { type LatestValue, useNow } from '#web/live'
import { proofAddress } from '#web/proof'
import { Age, AqiChip, ErrorLine, StaleNote, propertyOf, ruleOf, usePrinting, useTheme } from '#web/ui'
import { formatMoment, formatNumber, useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import { trendOf } from './trend.ts'
import { useReadings } from './use-readings.ts'

const AQI = 'vn_aqi_h'

/** The value against its limit, how old it is and where it goes, and the day around it. */
export function AlertMeasured({ alert, height }: { alert: Alert; height: number }) {
  const { say } = useWords()
  const { from, to, query, newest } = useReadings(alert)
  const property = alert.last.property === null ? undefined : propertyOf(alert.last.property)
  const rule = ruleOf(alert.rule)
  if (!property) {
    return (
      <p className="alert-words">
        {say(alert.last.text)} <Age at={alert.last.at} />
      </p>
    )
  }
  return (
    <div className="alert-measured">
      {rule?.kind === 'threshold' ? (
        <Value alert={alert} property={property} newest={newest} readings={query.data ?? []} />
      ) : (
        <p className="alert-words">
          {say(alert.last.text)} <Age at={alert.last.at} />
        </p>
      )}
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <Chart alert={alert} property={property} readings={query.data} from={from} to={to} height={height} />
      )}
    </div>
  )
}

interface ValueProps {
  readonly alert: Alert
  readonly property: Property
  readonly newest: LatestValue | undefined
  readonly readings: readonly Observation[]
}

/** The present while there is one; a dash and a time when it is unknown; of an ended alert, what made it fire last. */
function Value({ alert, property, newest, readings }: ValueProps) {
  const { t, say, language } = useWords()
  const now = useNow()
  const shown = (value: number): string => formatNumber(value, property.decimals, language)
  const { threshold } = alert.last
  const ended = alert.state === 'resolved'
  const present = !ended && newest?.quality === 'good' && newest.at >= Date.parse(alert.last.at) ? newest : undefined
  const value = present?.value ?? alert.last.value
  const at = present?.at ?? Date.parse(alert.last.at)
  if (value === null) return null
  if (!ended && newest && newest.staleFrom <= now) {
    return (
      <p className="alert-value hatch">
        <b>—</b> <StaleNote since={newest.at} />
        <span className="soft">
          {t('alert.last-known', { value: shown(newest.value), time: formatMoment(newest.at, now) })}
        </span>
      </p>
    )
  }
  const over = threshold === null ? undefined : value - threshold
  return (
    <p className="alert-value">
      {property.code === AQI ? <AqiChip value={value} /> : <b>{shown(value)}</b>}
      <span className="soft">{property.unit || say(property.name)}</span>
      {!ended && <Trend readings={readings} property={property} />}
      {over !== undefined && threshold !== null && (
        <span className={over > 0 && !ended ? `sev-${alert.severity}` : 'soft'}>
          {t(over > 0 ? 'alert.over' : 'alert.under', { threshold: shown(threshold), by: shown(Math.abs(over)) })}
        </span>
      )}
      {ended ? <span className="quiet">{formatMoment(at, now)}</span> : <Age at={at} />}
      {property.code === AQI && (
        <Link
          to="."
          className="alert-proof"
          search={((before: object) => ({ ...before, 'bang-chung': proofAddress(alert.subject, hourOf(at)) })) as never}
        >
          {t('proof.open')}
        </Link>
      )}
    </p>
  )
}

/** The change per hour; coloured only when it leads away from the limit. */
function Trend({ readings, property }: { readings: readonly Observation[]; property: Property }) {
  const { t, language } = useWords()
  const trend = trendOf(readings.map((one) => ({ at: Date.parse(one.at), value: one.value, quality: one.quality })))
  if (trend === undefined || Math.abs(trend) < 10 ** -property.decimals / 2) return null
  const rate = formatNumber(Math.abs(trend), property.decimals, language)
  return (
    <span className={trend > 0 ? 'sev-high' : 'soft'}>{t(trend > 0 ? 'alert.rising' : 'alert.falling', { rate })}</span>
  )
}

interface ChartProps {
  readonly alert: Alert
  readonly property: Property
  readonly readings: readonly Observation[]
  readonly from: number
  readonly to: number
  readonly height: number
}

function Chart({ alert, property, readings, from, to, height }: ChartProps) {
  const { t, say, language } = useWords()
  // Paper is white, whatever the screen is.
  const printing = usePrinting()
  const dark = useTheme() === 'dark' && !printing
  const rule = ruleOf(alert.rule)
  const shown = (value: number): string => formatNumber(value, property.decimals, language)
  const limits: ChartThreshold[] =
    rule?.kind === 'threshold'
      ? [
          {
            value: alert.last.threshold ?? rule.fires,
            label: t('chart.threshold', { value: shown(alert.last.threshold ?? rule.fires) }),
          },
          { value: rule.clears, label: t('chart.clears', { value: shown(rule.clears) }) },
        ]
      : []
  const tone = (value: number) => {
    const level = aqiLevel(value)
    return {
      area: dark ? level.areaDark : level.areaLight,
      cap: dark ? level.ring : level.fill,
    }
  }
  return (
    <ExportedChart
      title={t('alert.chart', { property: say(property.name) })}
      subject={alert.subject_name}
      points={readings.map((one) => ({ at: Date.parse(one.at), value: one.value, quality: one.quality }))}
      threshold={limits}
      bars={property.code === AQI ? { span: HOUR, tone } : undefined}
      from={from}
      to={to}
      height={height}
      gap={property.code === AQI ? 1.5 * HOUR : 2 * HOUR}
      unit={property.unit}
      decimals={property.decimals}
    />
  )
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR
}
