import { HOUR, type ObservationProof, type ProofPart } from '#model'
import { propertyName } from '#web/ui'
import { formatDay, formatNumber, formatTime, useWords } from '#web/words'

/** The score of each pollutant, the one that decides first. */
export function ScoreTable({ parts, inputs }: { parts: readonly ProofPart[]; inputs: ObservationProof['inputs'] }) {
  const { t, say, language } = useWords()
  return (
    <table className="public-table">
      <thead>
        <tr>
          <th scope="col">{t('public.pollutant')}</th>
          <th scope="col" className="number">
            {t('public.proof.amount')}
          </th>
          <th scope="col">{t('public.proof.of')}</th>
          <th scope="col" className="number">
            {t('public.proof.score')}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part, place) => (
          <tr key={`${part.property} ${part.hours ?? 0}`} className={place === 0 ? 'public-worst' : ''}>
            <th scope="row">
              {say(propertyName(part.property))}
              {place === 0 && <small> {t('public.proof.decides')}</small>}
            </th>
            <td className="number">{formatNumber(part.concentration, 1, language)}</td>
            <td className="soft">
              {part.hours === undefined && inputs.some((one) => one.property === part.property && one.hours_back > 0)
                ? t('public.proof.of.now')
                : t('public.proof.of.hours', { hours: part.hours ?? 1 })}
            </td>
            <td className="number">{formatNumber(part.index, 1, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The hours that entered, with the weight of each. `length`: of the period that the number speaks of, ms. */
export function HourTable({ inputs, length }: { inputs: ObservationProof['inputs']; length: number }) {
  const { t, language } = useWords()
  return (
    <table className="public-table">
      <thead>
        <tr>
          <th scope="col">{t('public.proof.at')}</th>
          <th scope="col" className="number">
            µg/m³
          </th>
          <th scope="col" className="number">
            {t('public.proof.weight')}
          </th>
        </tr>
      </thead>
      <tbody>
        {inputs.map((input) => (
          <tr key={input.at}>
            <th scope="row">
              {formatTime(input.at)}{' '}
              {length === HOUR && <span className="quiet">{formatDay(input.at).slice(0, 5)}</span>}
            </th>
            <td className="number">{formatNumber(input.value, 1, language)}</td>
            <td className="number">{input.weight === null ? '—' : formatNumber(input.weight, 3, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
