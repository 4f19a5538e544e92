import { type Alert, HOUR } from '#model'
import { aqiLevel } from '#services/environment'
import { useLive, useNow } from '#web/live'
import { proofAddress } from '#web/proof'
import { AqiChip, ruleOf } from '#web/ui'
import { useWords } from '#web/words'
import { Link } from '@tanstack/react-router'

const AIR = ['vn_aqi_h', 'pm25']

/** What the desk should do, and, where the air is concerned, what people are advised at the station's present AQI. */
export function AlertAdvice({ alert }: { alert: Alert }) {
  const { t, say } = useWords()
  const { observations } = useLive()
  const now = useNow()
  const rule = ruleOf(alert.rule)
  const aqi = AIR.includes(alert.last.property ?? '') ? observations.get(`${alert.subject} vn_aqi_h`) : undefined
  const known = alert.state !== 'resolved' && aqi && aqi.staleFrom > now ? aqi : undefined
  const level = known && aqiLevel(known.value)
  if (!rule && !level) return null
  return (
    <section className="alert-advice">
      {rule && (
        <>
          <h3>{t('alert.advice')}</h3>
          <p>{say(rule.advice)}</p>
        </>
      )}
      {known && level && (
        <>
          <h3>{t('alert.people')}</h3>
          <p className="alert-level">
            {alert.last.property !== 'vn_aqi_h' && <AqiChip value={known.value} />} <b>{say(level.name)}</b>
            {alert.last.property !== 'vn_aqi_h' && (
              <Link
                to="."
                search={
                  ((before: object) => ({
                    ...before,
                    'bang-chung': proofAddress(alert.subject, Math.floor(known.at / HOUR) * HOUR),
                  })) as never
                }
              >
                {t('proof.open')}
              </Link>
            )}
          </p>
          <p>{say(level.advice)}</p>
          {level.sensitiveAdvice.vi !== level.advice.vi && (
            <p>
              <span className="soft">{t('station.sensitive')}:</span> {say(level.sensitiveAdvice)}
            </p>
          )}
        </>
      )}
    </section>
  )
}
