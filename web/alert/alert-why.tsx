import type { Alert, Page, Observation } from '#model'
import { AgencyChip, useAgencyName } from '#web/agency'
import { api, useNow } from '#web/live'
import { useUnitName } from '#web/territory'
import { ruleOf } from '#web/ui'
import { formatDateTime, formatDay, formatMoment, formatNumber, formatSeconds, useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'

/** Vì sao báo: the rule, what it saw, when that was measured and received, how often, whose station, where. */
export function AlertWhy({ alert }: { alert: Alert }) {
  const { t, say, language } = useWords()
  const now = useNow()
  const agency = useAgencyName(alert.agency)
  const received = useReceived(alert)
  const place = useUnitName(alert.unit)
  const rule = ruleOf(alert.rule)
  return (
    <dl className="facts alert-facts">
      <dt>{t('alert.why')}</dt>
      <dd>{say(alert.first.text)}</dd>
      <dt>{t('alert.rule')}</dt>
      <dd>
        {rule ? say(rule.name) : say(alert.title)} <span className="quiet">{alert.rule}</span>
      </dd>
      <dt>{t('alert.raised')}</dt>
      <dd>{formatMoment(alert.raised_at, now)}</dd>
      <dt>{t(received ? 'alert.measured-received' : 'alert.measured')}</dt>
      <dd>
        {precise(alert.last.at, now)}
        {received && ` · ${precise(received, now)}`}
      </dd>
      <dt>{t('alert.times')}</dt>
      <dd>
        {t('alert.times.text', {
          count: formatNumber(alert.times, 0, language),
          time: formatMoment(alert.refreshed_at, now),
        })}
      </dd>
      {place && (
        <>
          <dt>{t('alert.place')}</dt>
          <dd>{place}</dd>
        </>
      )}
      {alert.agency && (
        <>
          <dt>{t('alert.agency')}</dt>
          <dd>
            <AgencyChip code={alert.agency} /> {agency}
          </dd>
        </>
      )}
    </dl>
  )
}

/** To the second today, to the minute before. */
function precise(at: string, now: number): string {
  return formatDay(at) === formatDay(now) ? formatSeconds(at) : formatDateTime(at)
}

/** When the centre received the value that fired last; null until it is known. */
function useReceived({ subject, last: { property, at } }: Alert): string | null {
  const { data } = useQuery({
    queryKey: ['observations', subject, property, 'at', at],
    enabled: property !== null,
    queryFn: async () => {
      const until = new Date(Date.parse(at) + 1).toISOString()
      const query = new URLSearchParams({ asset: subject, property: property ?? '', from: at, to: until, limit: '1' })
      return (await api.get<Page<Observation>>(`/api/v1/observations?${query}`)).items[0]?.received_at ?? null
    },
    placeholderData: (before) => before,
    staleTime: 60_000,
  })
  return data ?? null
}
