import { useWords } from '#web/words'
import type { FeatureCollection } from 'geojson'

/** What `/api/v1/units/shapes` answers. */
export interface UnitShapes extends FeatureCollection {
  readonly maps: readonly { readonly source: string; readonly day: string }[]
  /** `yyyy-MM-dd`. */
  readonly since: string | null
  /** Names of units that have no boundary. */
  readonly without: readonly string[]
}

/** More names than this are counted instead. */
const MOST_NAMES = 3

/** What the boundaries on the map are worth: approximate ones are always said to be so, real ones name their source. */
export function BoundaryNote({ shapes }: { readonly shapes: UnitShapes }) {
  const { t } = useWords()
  const { features, maps, since, without } = shapes
  const approximate = features.filter((one) => one.properties?.['approximate'] === true).length
  const [year, month, day] = (since ?? '').split('-').map(Number)
  const exact = t('map.since', { day: `${day}/${month}/${year}` })
  return (
    <p className="map-note">
      <span>
        {features.length === 0 && t('map.no-boundary')}
        {features.length > 0 && approximate === features.length && t('map.approximate')}
        {approximate > 0 && approximate < features.length && t('map.some-approximate')}
        {features.length > 0 && approximate === 0 && exact}
      </span>
      {maps.length > 0 && <span>{t('map.source', { source: maps.map((map) => map.source).join('; ') })}</span>}
      {without.length > 0 && (
        <span>
          {without.length <= MOST_NAMES
            ? t('map.without', { what: without.join(', ') })
            : t('map.without-many', { count: without.length })}
        </span>
      )}
    </p>
  )
}
