import type { PublicAsset, PublicFigures } from '#model'
import { useNow } from '#web/live'
import { Empty, ErrorLine, LoadingLine } from '#web/ui'
import { useWords } from '#web/words'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Advice, AqiNumber, HourNote, LevelWord } from './aqi-block.tsx'
import { DayCalendar } from './day-calendar.tsx'
import { HourBars } from './hour-bars.tsx'
import { standingOf } from './hours.ts'
import { PollutantTable } from './pollutant-table.tsx'
import { PublicFrame } from './public-frame.tsx'
import { PublicProof } from './public-proof.tsx'
import { historyAddress, useFigures, useHistory } from './use-figures.ts'

/** One station for everybody, at an address that can be handed on: now, the past, the pollutants, the proof, the data. */
export function StationPage() {
  const { t } = useWords()
  const { asset: id } = useParams({ strict: false })
  const { data, error, isLoading, refetch, dataUpdatedAt } = useFigures()
  const asset = data?.items.find((one) => one.id === id)
  return (
    <PublicFrame title={asset?.name ?? t('public.title')} figures={data} asOf={dataUpdatedAt}>
      <p>
        <Link to="/cong-khai" className="public-link">
          ← {t('public.all')}
        </Link>
      </p>
      {isLoading && <LoadingLine />}
      {error && <ErrorLine error={error} onRetry={() => void refetch()} />}
      {data && !asset && <Empty>{t('public.missing')}</Empty>}
      {data && asset && <Station key={asset.id} asset={asset} figures={data} asOf={dataUpdatedAt} onBehind={refetch} />}
    </PublicFrame>
  )
}

interface Props {
  readonly asset: PublicAsset
  readonly figures: PublicFigures
  readonly asOf: number
  readonly onBehind: () => void
}

function Station({ asset, figures, asOf, onBehind }: Props) {
  const { t } = useWords()
  const now = useNow()
  const standing = standingOf(asset, 'vn_aqi_h', now)
  const hours = useHistory(asset.id, 'theo-gio')
  const days = useHistory(asset.id, 'theo-ngay')
  const chosen = useChosen(standing.value === null ? null : standing.at)
  return (
    <>
      <section className="public-hero" aria-labelledby="public-name">
        <AqiNumber value={standing.value} large />
        <div>
          <h1 id="public-name">{asset.name}</h1>
          <p className="soft">{asset.unit?.name}</p>
          <p className="public-level">
            <LevelWord standing={standing} />
          </p>
        </div>
        {standing.value !== null && <Advice value={standing.value} />}
        <p className="soft public-age">
          <HourNote standing={standing} />
        </p>
      </section>
      {hours.error && <ErrorLine error={hours.error} onRetry={() => void hours.refetch()} />}
      {hours.data && <HourBars history={hours.data} />}
      {hours.data && <PollutantTable asset={asset} figures={figures} history={hours.data} />}
      <PublicProof
        asset={asset.id}
        property={chosen.property}
        at={chosen.at}
        asOf={asOf}
        shown={chosen.property === 'vn_aqi_h' && chosen.at === standing.at ? standing.value : null}
        onBehind={onBehind}
      />
      {days.error && <ErrorLine error={days.error} onRetry={() => void days.refetch()} />}
      {days.data && <DayCalendar history={days.data} />}
      <section className="public-section" aria-labelledby="public-data">
        <h2 id="public-data">{t('public.download')}</h2>
        <p>
          {t('public.provider')}: <b>{asset.provider ?? t('public.provider.none')}</b>
        </p>
        <Files asset={asset.id} />
      </section>
    </>
  )
}

/** Which number the proof is of: the hour or day of the address, else the newest. */
function useChosen(newest: number | null): { property: string; at: number | null } {
  const search: { gio?: string; ngay?: string } = useSearch({ strict: false })
  const day = Date.parse(search.ngay ?? '')
  if (!Number.isNaN(day)) return { property: 'vn_aqi_d', at: day }
  const hour = Date.parse(search.gio ?? '')
  return { property: 'vn_aqi_h', at: Number.isNaN(hour) ? newest : hour }
}

function Files({ asset }: { asset: string }) {
  const { t } = useWords()
  return (
    <ul className="public-files">
      {(['theo-gio', 'theo-ngay'] as const).map((path) => (
        <li key={path}>
          {t(`public.files.${path}`)}
          <a className="public-button" href={historyAddress(asset, path, 'csv', 72)} download>
            CSV
          </a>
          <a className="public-button" href={historyAddress(asset, path, 'json', 72)}>
            JSON
          </a>
        </li>
      ))}
    </ul>
  )
}
