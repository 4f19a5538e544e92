import type { ProofPart } from '#model'
import { propertyName } from '#web/ui'
import { formatNumber, useWords } from '#web/words'

/** Each sub-index with its own numbers put in; the largest is marked by a word. */
export function ProofNumbers({ parts }: { parts: readonly ProofPart[] }) {
  const { t, language, say } = useWords()
  const worst = Math.max(...parts.map((part) => part.index))
  const n = (value: number, decimals: number): string => formatNumber(value, decimals, language)
  return (
    <>
      <h3>{t('proof.numbers')}</h3>
      <ul className="proof-parts">
        {parts
          .toSorted((a, b) => b.index - a.index)
          .map((part) => (
            <li key={part.property} className={part.index === worst ? 'proof-worst' : ''}>
              <span className="proof-name">{say(propertyName(part.property))}</span>
              {part.above ? (
                <span>
                  ({n(part.above.index, 0)} − {n(part.below.index, 0)}) / ({n(part.above.concentration, 0)} −{' '}
                  {n(part.below.concentration, 0)}) · ({n(part.concentration, 2)} − {n(part.below.concentration, 0)}) +{' '}
                  {n(part.below.index, 0)} = <b>{n(part.index, 2)}</b>
                </span>
              ) : (
                <span>
                  {n(part.concentration, 2)}: {t('proof.capped')}
                </span>
              )}
              {part.index === worst && <span className="chip">{t('proof.worst')}</span>}
            </li>
          ))}
      </ul>
    </>
  )
}
