import type { Source, SourceState } from '#model'
import { useAgencyNames } from '#web/agency'
import { ExportMenu } from '#web/export'
import { sourceStateNow, useLive, useNow } from '#web/live'
import { useMay } from '#web/session'
import {
  Button,
  Empty,
  type Facet,
  FacetBar,
  KeyHelp,
  LoadingLine,
  SourceMark,
  useHeldList,
  useKeys,
  useWidth,
} from '#web/ui'
import { useWords } from '#web/words'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import './source.css'
import { SOURCE_STATES, worstFirst } from './order.ts'
import { SourceDetail } from './source-detail.tsx'
import { SourceForm } from './source-form.tsx'
import { sourceRows } from './source-rows.ts'
import { SourceTable } from './source-table.tsx'

/** What the lower panel does instead of showing a source, as the address says it. */
const FORM = { add: 'them', change: 'sua' } as const
/** The facet of sources whose messages wait. */
const UNREAD = 'loi'

type Translate = ReturnType<typeof useWords>['t']

/** Nguồn dữ liệu: how everything that sends to the centre is doing. The address holds filter and choice. */
export function SourcePage() {
  const { t } = useWords()
  const live = useLive()
  const now = useNow()
  const navigate = useNavigate()
  const width = useWidth()
  const [help, setHelp] = useState(false)
  const agencyName = useAgencyNames()
  const { id } = useParams({ strict: false })
  const { 'trang-thai': state, viec } = useSearch({ strict: false }) as { 'trang-thai'?: string; viec?: string }
  const may = useMay('source.manage')
  const known = live.known.has('source')
  const all = worstFirst(
    [...live.sources.values()].map((source) => ({ ...source, state: sourceStateNow(source, now) })),
  )
  const list = useHeldList(state ? all.filter((source) => isLike(source, state)) : all)
  const selected = all.find((source) => source.id === id)
  const open = (source: string): void =>
    void navigate({ to: '/nguon-du-lieu/$id', params: { id: source }, search: { 'trang-thai': state } })
  const choose = (next: string): void =>
    void navigate({ to: '.', search: { 'trang-thai': next === 'all' || next === state ? undefined : next } })
  const step = (by: number): void => {
    const at = list.shown.findIndex((source) => source.id === id)
    const next = list.shown[Math.min(list.shown.length - 1, Math.max(0, at + by))]
    if (!next) return
    open(next.id)
    rowOf(next.id)?.scrollIntoView({ block: 'nearest' })
  }
  const back = (): void => {
    if (id !== undefined) rowOf(id)?.focus()
    void navigate({ to: '/nguon-du-lieu', search: { 'trang-thai': state } })
  }
  useKeys({ j: () => step(1), k: () => step(-1), '?': () => setHelp(true), Escape: back })
  const form = may && (viec === FORM.add || (viec === FORM.change && selected !== undefined))
  const work = (what: string | undefined): void =>
    void navigate({ to: '.', search: { 'trang-thai': state, viec: what } })
  const detail = form ? (
    <SourceForm
      key={`${viec} ${id ?? ''}`}
      source={viec === FORM.change ? selected : undefined}
      onDone={(made) => (made === undefined ? work(undefined) : open(made))}
    />
  ) : (
    selected && <SourceDetail key={selected.id} source={selected} onBack={back} onChange={() => work(FORM.change)} />
  )
  if (width === 'phone' && detail) return <div className="source-phone">{detail}</div>
  return (
    <div className={`sources ${detail ? 'with-detail' : ''} ${form ? 'with-form' : ''}`}>
      <FacetBar
        label={t('page.sources')}
        groups={facets(all, state, t)}
        chosen={new Set([state ?? 'all'])}
        onChoose={choose}
      >
        <span className="quiet sources-order">{t('sources.worst-first')}</span>
        <ExportMenu
          table={() => sourceRows(list.shown, t, agencyName)}
          picture={() => document.querySelector<HTMLElement>('.sources-list')}
        />
        <Button
          refused={may ? undefined : t('sources.refused', { verb: t('sources.add') })}
          onClick={() => work(FORM.add)}
        >
          <IconPlus size={16} stroke={1.75} aria-hidden="true" />
          {t('sources.add')}
        </Button>
      </FacetBar>
      <section className="sources-list" aria-label={t('page.sources')} {...list.props}>
        {!known && (live.connection.status === 'lost' ? <Empty>{t('state.unreachable')}</Empty> : <LoadingLine />)}
        {list.waiting > 0 && (
          <button type="button" className="list-new" onClick={list.release}>
            {t('list.new', { count: list.waiting })}
          </button>
        )}
        {known && list.shown.length === 0 && <Empty>{t(all.length === 0 ? 'sources.empty' : 'sources.none')}</Empty>}
        {list.shown.length > 0 && <SourceTable sources={list.shown} selected={id} onOpen={open} />}
      </section>
      <section className="sources-detail" aria-label={selected?.name ?? t('sources.name')}>
        {detail ?? (known && <Nothing id={id} some={all.length > 0} />)}
      </section>
      {help && <KeyHelp keys={keysOf(t)} onClose={() => setHelp(false)} />}
    </div>
  )
}

/** What stands where a source's detail would. */
function Nothing({ id, some }: { id: string | undefined; some: boolean }) {
  const { t } = useWords()
  if (id !== undefined) return <Empty>{t('sources.missing')}</Empty>
  return some && <Empty>{t('sources.choose')}</Empty>
}

function rowOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-source="${CSS.escape(id)}"]`)
}

/** The states that there are, worst first; the chosen one stays when it empties. */
function facets(all: readonly Source[], chosen: string | undefined, t: Translate): Facet[][] {
  const count = (state: SourceState): number => all.filter((source) => source.state === state).length
  const states = SOURCE_STATES.map((state) => ({
    id: state,
    label: (
      <>
        <SourceMark state={state} /> {t(`source.${state}`)}
      </>
    ),
    count: count(state),
  }))
  const unread = all.reduce((sum, source) => sum + source.quarantined, 0)
  return [
    [
      { id: 'all', label: t('facet.all'), count: all.length },
      ...states.filter((one) => one.count > 0 || one.id === chosen),
    ],
    unread > 0 || chosen === UNREAD ? [{ id: UNREAD, label: t('sources.quarantined'), count: unread }] : [],
  ]
}

function isLike(source: Source, facet: string): boolean {
  return facet === UNREAD ? source.quarantined > 0 : source.state === facet
}

function keysOf(t: Translate): [string, string][] {
  return [
    ['j k', t('key.move')],
    ['Enter', t('key.open')],
    ['Esc', t('key.back')],
    ['?', t('key.help')],
  ]
}
