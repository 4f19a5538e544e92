import { useLive, useNow } from '#web/live'
import { Empty, FacetBar, LoadingLine, SourceMark, useKeys } from '#web/ui'
import { useWords } from '#web/words'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import './source.css'
import { SOURCE_STATES, stateNow, worstFirst } from './order.ts'
import { SourceDetail } from './source-detail.tsx'
import { SourceTable } from './source-table.tsx'

/** Nguồn dữ liệu: how everything that sends to the centre is doing. */
export function SourcePage() {
  const { t } = useWords()
  const live = useLive()
  const now = useNow()
  const navigate = useNavigate()
  const { id } = useParams({ strict: false })
  const state = (useSearch({ strict: false }) as { 'trang-thai'?: string })['trang-thai']
  const all = worstFirst([...live.sources.values()].map((source) => ({ ...source, state: stateNow(source, now) })))
  const shown = state ? all.filter((source) => source.state === state) : all
  const selected = all.find((source) => source.id === id)
  const open = (source: string): void =>
    void navigate({ to: '/nguon-du-lieu/$id', params: { id: source }, search: { 'trang-thai': state } })
  const choose = (next: string): void =>
    void navigate({ to: '.', search: { 'trang-thai': next === 'all' || next === state ? undefined : next } })
  const step = (by: number): void => {
    const at = shown.findIndex((source) => source.id === id)
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))]
    if (next) open(next.id)
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Escape: () => void navigate({ to: '/nguon-du-lieu', search: { 'trang-thai': state } }),
  })
  const facets = SOURCE_STATES.map((one) => ({
    id: one,
    label: (
      <>
        <SourceMark state={one} /> {t(`source.${one}`)}
      </>
    ),
    count: all.filter((source) => source.state === one).length,
  })).filter((facet) => facet.count > 0 || facet.id === state)
  return (
    <div className="sources">
      <FacetBar
        label={t('page.sources')}
        groups={[[{ id: 'all', label: t('facet.all'), count: all.length }, ...facets]]}
        chosen={new Set([state ?? 'all'])}
        onChoose={choose}
      >
        <span className="quiet sources-order">{t('sources.worst-first')}</span>
      </FacetBar>
      {!live.known.has('source') && <LoadingLine />}
      <div className="sources-list">
        {live.known.has('source') && all.length === 0 && <Empty>{t('sources.empty')}</Empty>}
        {shown.length > 0 && <SourceTable sources={shown} selected={id} onOpen={open} />}
      </div>
      <section className="sources-detail" aria-label={selected?.name ?? t('page.sources')}>
        {selected ? <SourceDetail source={selected} /> : <Empty>{t('sources.choose')}</Empty>}
      </section>
    </div>
  )
}
