import { DAY, HOUR, type ProofPart } from '#model'
import { aqiLevel } from '#services/environment'
import { AqiChip, propertyName } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import type { PropertyHours } from './hours.ts'

interface Props {
  readonly parts: readonly ProofPart[]
  readonly hours: readonly PropertyHours[]
  readonly daily: boolean
}

/** The sub-indices, the largest first: that one is the index. */
export function ProofParts({ parts, hours, daily }: Props) {
  const { t, language, say } = useWords()
  return (
    <table className="proof-parts">
      <thead>
        <tr>
          <th scope="col">{t('proof.property')}</th>
          <th scope="col" className="number">
            µg/m³
          </th>
          <th scope="col">{t('proof.how')}</th>
          <th scope="col" className="number">
            {t('proof.index')}
          </th>
          <th scope="col">{t('proof.level')}</th>
        </tr>
      </thead>
      <tbody>
        {parts
          .toSorted((a, b) => b.index - a.index)
          .map((part, place) => {
            const index = Math.round(part.index)
            const windowed = hours.some((one) => one.property === part.property && one.windowed)
            return (
              <tr key={`${part.property} ${part.hours}`} className={place === 0 ? 'proof-worst' : ''}>
                <th scope="row">
                  {say(propertyName(part.property))}
                  {place === 0 && <span className="proof-decides">{t('proof.worst')}</span>}
                </th>
                <td className="number">{formatNumber(part.concentration, 1, language)}</td>
                <td className="soft">{t(howOf(part, windowed, daily))}</td>
                <td className="number">
                  <AqiChip value={index} />
                </td>
                <td className="soft">{say(aqiLevel(index).name)}</td>
              </tr>
            )
          })}
      </tbody>
    </table>
  )
}

function howOf({ hours = 1 }: ProofPart, windowed: boolean, daily: boolean) {
  if (!daily) return windowed ? 'proof.how.window' : 'proof.how.hour'
  if (hours === 1) return 'proof.how.largest-hour'
  return hours < DAY / HOUR ? 'proof.how.largest-mean' : 'proof.how.day'
}
