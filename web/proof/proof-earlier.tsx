import type { ObservationProof } from '#model'
import { useNow } from '#web/live'
import { formatMoment, formatNumber, useWords } from '#web/words'

/** More than these of the newest are a count. */
const SHOWN = 5

/** That the value was computed again, when, and what it said before: a figure that has changed says so. */
export function ProofEarlier({ proof: { computed_at, earlier } }: { proof: ObservationProof }) {
  const { t, language } = useWords()
  const now = useNow()
  if (earlier.length === 0 || computed_at === null) return null
  const number = (value: number, good: boolean): string => (good ? formatNumber(value, 0, language) : '—')
  const said = earlier.slice(0, SHOWN).map((one) =>
    t('proof.earlier.one', {
      value: number(one.value, one.quality === 'good'),
      when: formatMoment(one.received_at, now),
    }),
  )
  return (
    <p className="soft">
      {t('proof.earlier', { when: formatMoment(computed_at, now) })} {said.join(' · ')}
      {earlier.length > SHOWN && ` · +${earlier.length - SHOWN}`}
    </p>
  )
}
