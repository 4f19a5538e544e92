import { type PublicAsset, type PublicFigures, type PublicHistory, localDay } from '#model'
import { type AirLimit, airLimitsOn } from '#services/environment'
import { useNow } from '#web/live'
import { formatNumber, useWords } from '#web/words'
import { meanOver, standingOf } from './hours.ts'

type Property = PublicFigures['properties'][number]
/** A year cannot be judged from two days. */
const HOURS: Partial<Record<AirLimit['averaging'], number>> = { '1h': 1, '8h': 8, '24h': 24 }

/** Each pollutant now, and against the limits of the regulation, each over the time it is defined for. */
export function PollutantTable(of: { asset: PublicAsset; figures: PublicFigures; history: PublicHistory }) {
  const { t, say, language } = useWords()
  const now = useNow()
  return (
    <section className="public-section" aria-labelledby="public-pollutants">
      <h2 id="public-pollutants">
        {t('public.pollutants')} <span className="quiet">µg/m³</span>
      </h2>
      <table className="public-table">
        <thead>
          <tr>
            <th scope="col">{t('public.pollutant')}</th>
            <th scope="col" className="number">
              {t('public.now')}
            </th>
            <th scope="col">{t('public.limit')}</th>
          </tr>
        </thead>
        <tbody>
          {of.figures.properties
            .filter((property) => !property.derived)
            .map((property) => {
              const { value } = standingOf(of.asset, property.code, now)
              return (
                <tr key={property.code}>
                  <th scope="row">{say(property.name)}</th>
                  <td className="number">{value === null ? '—' : formatNumber(value, property.decimals, language)}</td>
                  <td>
                    {airLimitsOn(property.code, localDay(now)).map((limit) => (
                      <LimitLine key={limit.averaging} limit={limit} property={property} history={of.history} />
                    ))}
                  </td>
                </tr>
              )
            })}
        </tbody>
      </table>
      <p className="quiet">{t('public.limits.note')}</p>
    </section>
  )
}

function LimitLine(of: { limit: AirLimit; property: Property; history: PublicHistory }) {
  const { t, language } = useWords()
  const { limit, property } = of
  const hours = HOURS[limit.averaging]
  if (hours === undefined) return null
  const mean = meanOver(of.history, property.code, hours)
  if (mean === undefined) return <p className="public-unknown">{t('public.limit.unknown', { hours })}</p>
  const over = mean > limit.value
  return (
    <p className="public-limit">
      <span className="public-meter" aria-hidden="true">
        <span style={{ width: `${Math.min(100, (mean / limit.value) * 100)}%` }} />
      </span>
      <span>
        {t('public.of-limit', {
          value: formatNumber(mean, property.decimals, language),
          limit: formatNumber(limit.value, 0, language),
          hours,
        })}
        {over && <b> · {t('public.over')}</b>}
      </span>
    </p>
  )
}
