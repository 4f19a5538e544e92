import { Sparkline } from '#web/chart'
import { useLive } from '#web/live'
import { propertyName } from '#web/ui'
import { formatDay, formatMoment, formatNumber, formatTime, useWords } from '#web/words'
import type { ReactNode } from 'react'
import type { ProofHour, PropertyHours, WindowHour } from './hours.ts'

interface Props {
  readonly hours: readonly PropertyHours[]
  /** The last hour, epoch ms. */
  readonly at: number
  /** A NowCast weighs its hours; a day counts each or not. */
  readonly weightDecimals: number
}

/** The hours that entered, property by property; those that are missing keep their row. */
export function ProofHours({ hours, at, weightDecimals }: Props) {
  const { t, say } = useWords()
  const single = hours.filter((one) => !one.windowed)
  return (
    <>
      {hours
        .filter((one) => one.windowed)
        .map((one) => (
          <Table
            key={one.property}
            title={
              <>
                {say(propertyName(one.property))} <span className="quiet">µg/m³</span>
                <Sparkline values={one.hours.map(({ input }) => input?.value ?? null).toReversed()} />
              </>
            }
            first={t('proof.hour')}
          >
            {one.hours.map((hour) => (
              <Row
                key={hour.at}
                hour={hour}
                first={<HourName at={hour.at} of={at} />}
                of={at}
                weightDecimals={weightDecimals}
              />
            ))}
          </Table>
        ))}
      {single.length > 0 && (
        <Table
          title={
            <>
              {t('proof.single', { hour: formatTime(at) })} <span className="quiet">µg/m³</span>
            </>
          }
          first={t('proof.property')}
        >
          {single.map((one) =>
            one.hours.map((hour) => (
              <Row
                key={one.property}
                hour={hour}
                first={say(propertyName(one.property))}
                of={at}
                weightDecimals={weightDecimals}
              />
            )),
          )}
        </Table>
      )}
    </>
  )
}

function Table({ title, first, children }: { title: ReactNode; first: string; children: ReactNode }) {
  const { t } = useWords()
  return (
    <table className="proof-hours">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
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
      <tbody>{children}</tbody>
    </table>
  )
}

interface RowProps {
  readonly hour: WindowHour
  readonly first: ReactNode
  readonly of: number
  readonly weightDecimals: number
}

function Row({ hour, first, of, weightDecimals }: RowProps) {
  const { t, language } = useWords()
  const { input } = hour
  if (!input) {
    return (
      <tr className="proof-missing hatch">
        <th scope="row">{first}</th>
        <td className="number">—</td>
        <td className="number">0</td>
        <td colSpan={3}>{t('proof.no-hour')}</td>
      </tr>
    )
  }
  return (
    <tr>
      <th scope="row">{first}</th>
      <td className="number">{formatNumber(input.value, 2, language)}</td>
      <td className="number soft">
        {input.weight === null ? '—' : formatNumber(input.weight, weightDecimals, language)}
      </td>
      <td className="number soft">{input.count}</td>
      <td className="soft ellipsis">
        <Sources of={input} />
      </td>
      <td className="number soft">{formatMoment(input.received_at, of)}</td>
    </tr>
  )
}

/** The time alone for the hour's own day, with day and month for the one before. */
function HourName({ at, of }: { at: number; of: number }) {
  const day = formatDay(at)
  return (
    <>
      {formatTime(at)} {day !== formatDay(of) && <span className="quiet">{day.slice(0, 5)}</span>}
    </>
  )
}

function Sources({ of: { sources } }: { of: ProofHour }) {
  const live = useLive()
  const names = sources.map((id) => live.sources.get(id)?.name ?? id).join(', ')
  return <span title={names}>{names}</span>
}
