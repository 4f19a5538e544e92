import { AQI_LEVELS } from '#services/environment'
import { AqiSwatch } from '#web/ui'
import { useWords } from '#web/words'

/** The six levels in words, each with its swatch. */
export function AqiScale() {
  const { t, say } = useWords()
  return (
    <section className="public-section" aria-labelledby="public-scale">
      <h2 id="public-scale">{t('public.scale')}</h2>
      <ul className="public-scale">
        {AQI_LEVELS.map((level) => (
          <li key={level.key}>
            <AqiSwatch value={level.to} />
            <b>{say(level.name)}</b>
            <span className="soft">{t('public.range', { from: level.from, to: level.to })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
