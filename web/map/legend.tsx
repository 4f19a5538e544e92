import { SEVERITIES } from '#model'
import { AQI_LEVELS } from '#services/environment'
import { SeverityMark, usePrinting, useWidth } from '#web/ui'
import { useWords } from '#web/words'

/** Shape, colour and word of everything that stands on the map. */
export function Legend({ folded }: { folded: boolean }) {
  const { t, say } = useWords()
  const width = useWidth()
  const printing = usePrinting()
  return (
    <details className="map-legend" open={printing || (width === 'desk' && !folded)}>
      <summary>{t('map.legend')}</summary>
      <ul>
        {SEVERITIES.map((severity) => (
          <li key={severity}>
            <SeverityMark severity={severity} held={false} size={14} /> {t(`severity.${severity}`)}
          </li>
        ))}
      </ul>
      <p className="quiet">{t('map.legend.filled')}</p>
      <ul>
        {AQI_LEVELS.map((level) => (
          <li key={level.key}>
            <span className="map-dot" style={{ background: level.fill, borderColor: level.ring }} /> {say(level.name)}
          </li>
        ))}
        <li>
          <span className="map-dot unknown" /> {t('map.legend.unknown')}
        </li>
      </ul>
    </details>
  )
}
