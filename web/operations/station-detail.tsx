import { DAY, HOUR, type Observation, type Page } from '#model'
import { aqiLevel, environment } from '#services/environment'
import { ExportedChart } from '#web/chart'
import { api, useLive, useNow } from '#web/live'
import type { StationView } from '#web/map'
import { Age, AqiChip, Button, ErrorLine, StaleNote } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'

interface Props {
  readonly station: StationView
  readonly onProof: () => void
}

/** One station: its air in a number and in words, what to do, what it measured, its day. */
export function StationDetail({ station, onProof }: Props) {
  const { t, say } = useWords()
  const level = station.unknown || station.aqi === null ? undefined : aqiLevel(station.aqi)
  return (
    <article className="station" aria-label={station.asset.name}>
      <h2>{station.asset.name}</h2>
      {!station.asset.confirmed && <p className="sev-medium">{t('station.learned')}</p>}
      {level && station.aqi !== null ? (
        <>
          <p className="station-aqi">
            <AqiChip value={station.aqi} /> <b>{say(level.name)}</b> <span className="soft">VN_AQI</span>
            <Button small onClick={onProof}>
              {t('station.proof')}
            </Button>
          </p>
          <dl className="facts">
            <dt>{t('station.advice')}</dt>
            <dd>{say(level.advice)}</dd>
            <dt>{t('station.sensitive')}</dt>
            <dd>{say(level.sensitiveAdvice)}</dd>
          </dl>
        </>
      ) : (
        <p className="hatch station-none">— {station.since !== null && <StaleNote since={station.since} />}</p>
      )}
      {/* The day first: it is looked at, the table is read. */}
      <Day asset={station.asset.id} name={station.asset.name} />
      <Values asset={station.asset.id} />
    </article>
  )
}

/** The newest of each property; what no longer speaks for the present is a dash and a time. */
function Values({ asset }: { asset: string }) {
  const { t, say, language } = useWords()
  const { observations } = useLive()
  const now = useNow()
  const rows = environment.properties.flatMap((property) => {
    const value = property.derived ? undefined : observations.get(`${asset} ${property.code}`)
    return value ? [{ property, value }] : []
  })
  return (
    <table className="station-values">
      <tbody>
        {rows.map(({ property, value }) => (
          <tr key={property.code}>
            <th scope="row">{say(property.name)}</th>
            <td className="number">
              {value.staleFrom <= now
                ? '—'
                : `${formatNumber(value.value, property.decimals, language)} ${property.unit}`}
            </td>
            <td className={value.quality === 'good' ? 'quiet' : 'sev-medium'}>
              {value.quality === 'good' ? '' : t(`quality.${value.quality as 'error'}`)}
            </td>
            <td className="number">
              {value.staleFrom <= now ? <StaleNote since={value.at} /> : <Age at={value.at} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ asset, name }: { asset: string; name: string }) {
  const { t } = useWords()
  const to = Math.ceil(useNow() / 300_000) * 300_000
  const from = to - DAY
  const points = useQuery({
    queryKey: ['observations', asset, 'pm25', to],
    queryFn: async () => {
      const query = new URLSearchParams({
        asset,
        property: 'pm25',
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        limit: '5000',
      })
      return (await api.get<Page<Observation>>(`/api/v1/observations?${query}`)).items
    },
    placeholderData: (before) => before,
  })
  if (points.error) return <ErrorLine error={points.error} onRetry={() => void points.refetch()} />
  if (!points.data) return null
  return (
    <ExportedChart
      title={t('station.chart')}
      subject={name}
      points={points.data.map((one) => ({ at: Date.parse(one.at), value: one.value, quality: one.quality }))}
      threshold={undefined}
      from={from}
      to={to}
      gap={2 * HOUR}
      unit="µg/m³"
      decimals={1}
    />
  )
}
