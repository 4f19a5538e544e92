import { type Alert, type Page, SEVERITIES } from '#model'
import { api, useLive } from '#web/live'
import {
  Button,
  Empty,
  ErrorLine,
  type Facet,
  FacetBar,
  KeyHelp,
  LoadingLine,
  SeverityMark,
  useKeys,
  useWidth,
} from '#web/ui'
import { useWords } from '#web/words'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import './alert.css'
import { AlertDetail } from './alert-detail.tsx'
import { AlertRow } from './alert-row.tsx'
import { type AlertFilter, matching, urgentFirst } from './order.ts'
import { useHeldList } from './use-held-list.ts'
import { useAcknowledge } from './use-verbs.ts'

const STATES = ['open', 'acknowledged', 'resolved'] as const

/** Cảnh báo: facets, list, detail. The address holds filter and choice: a bookmark is a saved view. */
export function AlertPage() {
  const { t } = useWords()
  const { id } = useParams({ strict: false }) as { id?: string }
  const filter = useSearch({ strict: false }) as AlertFilter
  const navigate = useNavigate()
  const width = useWidth()
  const live = useLive()
  const search = useRef<HTMLInputElement>(null)
  const [help, setHelp] = useState(false)
  const acknowledge = useAcknowledge()
  const ended = useInfiniteQuery({
    queryKey: ['alerts-ended', live.feed.filter((item) => item.kind === 'resolved').length],
    queryFn: ({ pageParam }) =>
      api.get<Page<Alert>>(
        `/api/v1/alerts?state=resolved&limit=100${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
  const all = useMemo(
    () => urgentFirst([...live.alerts.values(), ...(ended.data?.pages.flatMap((page) => page.items) ?? [])]),
    [live.alerts, ended.data],
  )
  const list = useHeldList(matching(all, filter))
  const open = (alert: string): void =>
    void navigate({ to: '/canh-bao/$id', params: { id: alert }, search: filter as never })
  const back = (): void => void navigate({ to: '/canh-bao', search: filter as never })
  const change = (more: AlertFilter): void =>
    void navigate({ to: '.', search: { ...filter, ...more } as never, replace: true })
  const step = (by: number): void => {
    const at = list.shown.findIndex((alert) => alert.id === id)
    const next = list.shown[Math.min(list.shown.length - 1, Math.max(0, at + by))]
    if (!next) return
    open(next.id)
    document.querySelector(`[data-alert="${next.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    a: () => id && acknowledge.mutate(id),
    '/': () => search.current?.focus(),
    '?': () => setHelp(true),
    Escape: () => (document.activeElement === search.current ? search.current?.blur() : back()),
  })
  const detail = id !== undefined && <AlertDetail key={id} id={id} onBack={back} />
  if (width === 'phone' && detail) return <div className="alerts-phone">{detail}</div>
  return (
    <div className="alerts">
      <FacetBar
        label={t('page.alerts')}
        groups={facets(all, filter, t)}
        chosen={new Set([filter.state ?? 'all', filter.severity ?? ''])}
        onChoose={(one) => change(chosen(one, filter))}
      >
        <input
          ref={search}
          className="search"
          type="search"
          aria-label={t('alert.search')}
          placeholder={t('alert.search')}
          value={filter.q ?? ''}
          onChange={(event) => change({ q: event.target.value || undefined })}
        />
      </FacetBar>
      <section className="alerts-list" aria-label={t('page.alerts')} {...list.props}>
        {!live.known.has('alert') && <LoadingLine />}
        {ended.error && <ErrorLine error={ended.error} onRetry={() => void ended.refetch()} />}
        {list.waiting > 0 && (
          <button type="button" className="alerts-new" onClick={list.release}>
            {t('list.new', { count: list.waiting })}
          </button>
        )}
        {list.shown.length === 0 && live.known.has('alert') && (
          <Empty>{t(all.length === 0 ? 'alert.none' : 'alert.empty')}</Empty>
        )}
        <ul>
          {list.shown.map((alert) => (
            <li key={alert.id}>
              <AlertRow alert={alert} selected={alert.id === id} onOpen={open} />
            </li>
          ))}
        </ul>
        {ended.hasNextPage && (
          <p className="state">
            <Button small onClick={() => void ended.fetchNextPage()}>
              {t('list.more')}
            </Button>
          </p>
        )}
      </section>
      {width !== 'phone' && <section className="alerts-detail">{detail || <Empty>{t('alert.choose')}</Empty>}</section>}
      {help && <KeyHelp keys={keysOf(t)} onClose={() => setHelp(false)} />}
    </div>
  )
}

type Translate = ReturnType<typeof useWords>['t']

function facets(all: readonly Alert[], filter: AlertFilter, t: Translate): Facet[][] {
  const count = (more: AlertFilter): number => matching(all, { ...filter, ...more }).length
  const states: Facet[] = [
    { id: 'all', label: t('facet.all'), count: count({ state: undefined }) },
    ...STATES.map((state) => ({ id: state, label: t(`alert.state.${state}`), count: count({ state }) })),
  ]
  const severities = SEVERITIES.map((severity) => ({
    id: severity,
    label: (
      <>
        <SeverityMark severity={severity} held={false} size={13} /> {t(`severity.${severity}`)}
      </>
    ),
    count: count({ severity }),
  }))
  return [states, severities]
}

function chosen(one: string, filter: AlertFilter): AlertFilter {
  if (one === 'all') return { state: undefined }
  if ((SEVERITIES as readonly string[]).includes(one)) return { severity: filter.severity === one ? undefined : one }
  return { state: filter.state === one ? undefined : one }
}

function keysOf(t: Translate): [string, string][] {
  return [
    ['j k', t('key.move')],
    ['Enter', t('key.open')],
    ['a', t('key.acknowledge')],
    ['/', t('key.search')],
    ['Esc', t('key.back')],
    ['?', t('key.help')],
  ]
}
