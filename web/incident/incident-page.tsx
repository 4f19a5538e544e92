import type { Incident } from '#model'
import { ExportMenu } from '#web/export'
import { useMay, useSession } from '#web/session'
import { Button, Empty, ErrorLine, KeyHelp, LoadingLine, useHeldList, useListKeys, useWidth } from '#web/ui'
import { useWords } from '#web/words'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import './incident.css'
import { IncidentBoard } from './incident-board.tsx'
import { IncidentCard } from './incident-card.tsx'
import { IncidentDetail } from './incident-detail.tsx'
import { IncidentFacets } from './incident-facets.tsx'
import { IncidentForm } from './incident-form.tsx'
import { incidentTable } from './incident-table.ts'
import { type IncidentFilter, matching } from './order.ts'
import { useIncidents } from './use-incidents.ts'

/** The address of the form that opens one by hand. */
const FORM = 'moi'

/** Sự cố: list or board, detail. The address holds filter, view and choice: a bookmark is a saved view. */
export function IncidentPage() {
  const { t } = useWords()
  const { id, filter, open, back, change } = useAddress()
  const me = useSession().session?.person?.id
  const may = useMay('incident.write')
  const phone = useWidth() === 'phone'
  const field = useRef<HTMLInputElement>(null)
  const incidents = useIncidents()
  const shown = matching(incidents.all, filter, me)
  const list = useHeldList<Incident>(shown, { known: incidents.all, view: JSON.stringify(filter) })
  const board = filter.xem === 'bang' && !phone
  const { leave, help, closeHelp } = useListKeys({
    shown: list.shown,
    id,
    open,
    back,
    row: 'data-incident',
    field,
    more: { n: () => may && open(FORM) },
  })
  const behind = phone && id !== undefined
  const chosen = incidents.all.find((one) => one.id === id)
  return (
    <div className={`incidents ${behind ? 'list-behind' : ''} ${board ? 'with-board' : ''}`}>
      <IncidentFacets all={incidents.all} me={me} filter={filter} onChange={change} search={field}>
        <ExportMenu
          table={() => incidentTable(list.shown, t)}
          picture={() => document.querySelector<HTMLElement>('.incidents-list')}
        />
        <Button refused={may ? undefined : t('alert.refused', { verb: t('incident.open') })} onClick={() => open(FORM)}>
          <IconPlus size={16} stroke={1.75} aria-hidden="true" />
          {t('incident.open')}
        </Button>
      </IncidentFacets>
      <section
        className="list-under incidents-list"
        aria-label={t('page.incidents')}
        inert={behind}
        {...(board ? {} : list.props)}
      >
        {!incidents.known && (incidents.lost ? <Empty>{t('state.unreachable')}</Empty> : <LoadingLine />)}
        {incidents.closed.error && (
          <ErrorLine error={incidents.closed.error} onRetry={() => void incidents.closed.refetch()} />
        )}
        {!board && list.waiting > 0 && (
          <button type="button" className="list-new" onClick={list.release}>
            {t('list.new', { count: list.waiting })}
          </button>
        )}
        {incidents.known && !incidents.closed.isLoading && shown.length === 0 && (
          <Empty>{t(incidents.all.length === 0 ? 'incident.none' : 'incident.empty')}</Empty>
        )}
        {board ? (
          <IncidentBoard incidents={shown} selected={id} onOpen={open} />
        ) : (
          <ul>
            {list.shown.map((incident) => (
              <li key={incident.id}>
                <IncidentCard incident={incident} selected={incident.id === id} onOpen={open} />
              </li>
            ))}
          </ul>
        )}
        {incidents.closed.hasNextPage && (
          <p className="list-more">
            <Button small onClick={() => void incidents.closed.fetchNextPage().then(list.release)}>
              {t('list.more')}
            </Button>
          </p>
        )}
      </section>
      {(!phone || id !== undefined) && (
        <section className="incidents-detail">
          {id === undefined && <Empty>{t('incident.choose')}</Empty>}
          {id === FORM && <IncidentForm onDone={(made) => (made ? open(made) : back())} />}
          {id !== undefined && id !== FORM && (
            <IncidentDetail key={id} id={id} known={chosen} all={incidents.all} onBack={leave} onOpen={open} />
          )}
        </section>
      )}
      {help && <KeyHelp keys={keysOf(t)} onClose={closeHelp} />}
    </div>
  )
}

/** The page's address, read and written. */
function useAddress() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const filter = useSearch({ strict: false }) as IncidentFilter
  const navigate = useNavigate()
  return {
    id,
    filter,
    open: (incident: string) => void navigate({ to: '/su-co/$id', params: { id: incident }, search: filter as never }),
    back: () => void navigate({ to: '/su-co', search: filter as never }),
    change: (more: IncidentFilter) =>
      void navigate({ to: '.', search: { ...filter, ...more } as never, replace: true }),
  }
}

function keysOf(t: ReturnType<typeof useWords>['t']): [string, string][] {
  return [
    ['j k', t('key.move')],
    ['Enter', t('key.open')],
    ['n', t('incident.open')],
    ['/', t('key.search')],
    ['Esc', t('key.back')],
    ['?', t('key.help')],
  ]
}
