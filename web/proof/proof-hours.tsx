import { HOUR, type ObservationProof } from '#model'
import { propertyName } from '#web/ui'
import { formatNumber, formatTime, useWords } from '#web/words'

type Input = ObservationProof['inputs'][number]

/** The hours that entered, by property; hours that a property lacks are named. */
export function ProofHours({ inputs, at }: { inputs: readonly Input[]; at: number }) {
  const { t, say } = useWords()
  const properties = [...new Set(inputs.map((input) => input.property))]
  return (
    <>
      <h3>{t('proof.hours')}</h3>
      {properties.map((property) => (
        <section key={property} className="proof-hours">
          <h4>{say(propertyName(property))}</h4>
          <Hours inputs={inputs.filter((input) => input.property === property)} at={at} />
        </section>
      ))}
    </>
  )
}

function Hours({ inputs, at }: { inputs: readonly Input[]; at: number }) {
  const { t, language } = useWords()
  const furthest = Math.max(...inputs.map((input) => input.hours_back))
  const there = new Set(inputs.map((input) => input.hours_back))
  const missing = Array.from({ length: furthest }, (_, back) => back).filter((back) => !there.has(back))
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('proof.hour')}</th>
            <th scope="col" className="number">
              {t('proof.mean')}
            </th>
            <th scope="col" className="number">
              {t('proof.weight')}
            </th>
            <th scope="col" className="number">
              {t('proof.count')}
            </th>
            <th scope="col">{t('proof.source')}</th>
            <th scope="col" className="number">
              {t('proof.received')}
            </th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((input) => (
            <tr key={input.hours_back}>
              <td>{formatTime(input.at)}</td>
              <td className="number">{formatNumber(input.value, 2, language)}</td>
              <td className="number">{input.weight === null ? '—' : formatNumber(input.weight, 3, language)}</td>
              <td className="number">{input.count}</td>
              <td className="ellipsis">{input.sources.join(', ')}</td>
              <td className="number">{formatTime(input.received_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > 0 && (
        <p className="quiet">
          {t('proof.missing', { hours: missing.map((back) => formatTime(at - back * HOUR)).join(', ') })}
        </p>
      )}
    </>
  )
}
