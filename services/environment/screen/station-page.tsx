import type { StationView } from '#web/map'
import { useProof } from '#web/proof'
import { Button, ErrorLine, useWidth } from '#web/ui'
import { useWords } from '#web/words'
import { AqiDays } from './aqi-days.tsx'
import { AqiHours } from './aqi-hours.tsx'
import { CourseChart } from './course-chart.tsx'
import { PollutantTable } from './pollutant-table.tsx'
import { StationHead } from './station-head.tsx'
import type { Address } from './use-address.ts'
import type { StationFacts } from './use-list.ts'
import { Weather } from './weather.tsx'
import { WORDS } from './words.ts'

interface Props {
  readonly station: StationView
  readonly facts: StationFacts | undefined
  readonly address: Address
}

/** One station: the hour, two days of hours, what is in the air, its course, its year. */
export function StationPage({ station, facts, address }: Props) {
  const { say } = useWords()
  const width = useWidth()
  const { asset, aqi, aqiAt, unknown } = station
  const proof = useProof(
    aqiAt === null || unknown ? undefined : { asset: asset.id, property: 'vn_aqi_h', at: aqiAt, stamp: String(aqi) },
  )
  const indicative = facts?.indicative ?? true
  const openHour = (): void => {
    if (aqiAt !== null) address.openProof(asset.id, aqiAt)
  }
  const toCourse = (property: string): void => {
    address.go({ chat: property }, true)
    document.querySelector('.env-course')?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <article className="env-station" aria-label={asset.name}>
      <StationHead
        station={station}
        facts={facts}
        proof={proof.data}
        onProof={openHour}
        tools={
          <>
            {width === 'compact' && (
              <Button small onClick={() => address.go({ the: 'ban-do', 'bang-chung': undefined }, true)}>
                {say(WORDS.map)}
              </Button>
            )}
            <Button small shortcut="C" onClick={() => address.compare(asset.id)}>
              {say(WORDS.compare)}
            </Button>
          </>
        }
      />
      {proof.error !== null && <ErrorLine error={proof.error} onRetry={() => void proof.refetch()} />}
      <Weather asset={asset.id} onProperty={toCourse} />
      <AqiHours station={station} onProof={(at) => address.openProof(asset.id, at)} />
      <PollutantTable
        station={station}
        proof={proof.data}
        indicative={indicative}
        onProperty={toCourse}
        onProof={openHour}
      />
      <div className="env-course">
        <CourseChart station={station} indicative={indicative} address={address} />
      </div>
      <AqiDays station={station} onProof={(at) => address.openProof(asset.id, at, 'vn_aqi_d')} />
    </article>
  )
}
