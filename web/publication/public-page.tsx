import type { PublicFigures } from '#model'
import { environment } from '#services/environment'
import { useNow } from '#web/live'
import { Empty, ErrorLine, LoadingLine } from '#web/ui'
import { useWords } from '#web/words'
import { AqiScale } from './aqi-scale.tsx'
import { standingOf } from './hours.ts'
import { PublicFrame } from './public-frame.tsx'
import { StationFinder } from './station-finder.tsx'
import { DATA, useFigures } from './use-figures.ts'

/** The air of the province for everybody: every public station, the scale, where the numbers come from. */
export function PublicPage() {
  const { t } = useWords()
  const { data, error, isLoading, refetch, dataUpdatedAt } = useFigures()
  return (
    <PublicFrame title={t('public.title')} figures={data} asOf={dataUpdatedAt}>
      <h1 className="visually-hidden">{t('public.title')}</h1>
      {isLoading && <LoadingLine />}
      {error && <ErrorLine error={error} onRetry={() => void refetch()} />}
      {data && (data.items.length === 0 ? <Empty>{t('public.empty')}</Empty> : <Stations figures={data} />)}
      <AqiScale />
      {data && <Origin figures={data} />}
    </PublicFrame>
  )
}

function Stations({ figures }: { figures: PublicFigures }) {
  const { t } = useWords()
  const now = useNow()
  const known = figures.items.filter((asset) => standingOf(asset, 'vn_aqi_h', now).value !== null).length
  return (
    <section aria-label={t('public.stations')}>
      <p className="public-count">{t('public.known', { known, count: figures.items.length })}</p>
      <StationFinder stations={figures.items} />
    </section>
  )
}

function Origin({ figures }: { figures: PublicFigures }) {
  const { t } = useWords()
  const providers = [...new Set(figures.items.map((asset) => asset.provider ?? t('public.provider.none')))]
  return (
    <section className="public-section" aria-labelledby="public-how">
      <h2 id="public-how">{t('public.how')}</h2>
      <p>{t('public.how.text', { hours: (environment.every + environment.grace) / 3600 })}</p>
      {providers.length > 0 && (
        <p>
          {t('public.provider')}: <b>{providers.join(' · ')}</b>
        </p>
      )}
      <p className="public-files">
        <span>{t('public.download')}:</span>
        <a className="public-button" href={`${DATA}.csv`} download>
          CSV
        </a>
        <a className="public-button" href={`${DATA}.json`}>
          JSON
        </a>
      </p>
    </section>
  )
}
