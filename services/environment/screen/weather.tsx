import { useLive, useNow } from '#web/live'
import type { LatestValue } from '#web/live'
import { Age, StaleNote, propertyName, propertyOf } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import type { ReactNode } from 'react'
import { WORDS } from './words.ts'

const ALONE = ['temp', 'rh', 'pressure'] as const
const WHERE = ['north', 'northEast', 'east', 'southEast', 'south', 'southWest', 'west', 'northWest'] as const

/** Temperature, humidity, pressure and wind, as far as the station has ever sent them; each opens its course. */
export function Weather({ asset, onProperty }: { asset: string; onProperty: (property: string) => void }) {
  const { say, language } = useWords()
  const { observations } = useLive()
  const of = (property: string): LatestValue | undefined => observations.get(`${asset} ${property}`)
  const [speed, direction] = [of('wind_speed'), of('wind_dir')]
  const alone = ALONE.flatMap((code) => of(code) ?? [])
  if (alone.length === 0 && !speed && !direction) return null
  const number = ({ property, value }: LatestValue): string => {
    const { decimals, unit } = propertyOf(property) ?? { decimals: 1, unit: '' }
    return `${formatNumber(value, decimals, language)} ${unit}`
  }
  return (
    <section className="env-part env-weather" aria-label={say(WORDS.weather)}>
      {alone.map((value) => (
        <Fact key={value.property} value={value} name={say(propertyName(value.property))} onProperty={onProperty}>
          {number(value)}
        </Fact>
      ))}
      {speed && (
        <Fact value={speed} name={say(WORDS.wind)} onProperty={onProperty}>
          {number(speed)}
          {direction && (
            <span className="soft">
              {' '}
              {say(WORDS.from, {
                where: say(WORDS[WHERE[Math.round(direction.value / 45) % 8] ?? 'north']),
                degrees: formatNumber(direction.value, 0, language),
              })}
            </span>
          )}
        </Fact>
      )}
      {!speed && direction && (
        <Fact value={direction} name={say(propertyName('wind_dir'))} onProperty={onProperty}>
          {number(direction)}
        </Fact>
      )}
    </section>
  )
}

interface FactProps {
  readonly value: LatestValue
  readonly name: string
  readonly onProperty: (property: string) => void
  readonly children: ReactNode
}

function Fact({ value, name, onProperty, children }: FactProps) {
  const { t } = useWords()
  const now = useNow()
  const stale = value.staleFrom <= now
  const flagged = value.quality !== 'good'
  return (
    <button type="button" className={stale ? 'env-fact hatch' : 'env-fact'} onClick={() => onProperty(value.property)}>
      <span className="soft">{name}</span>
      <b>{stale ? '—' : children}</b>
      {stale ? <StaleNote since={value.at} /> : <Age at={value.at} />}
      {flagged && !stale && <span className="sev-medium">{t(`quality.${value.quality as 'error'}`)}</span>}
    </button>
  )
}
