import type { Event } from '#model'
import { ExportMenu } from '#web/export'
import { KeyHelp, useHeldList, useListKeys, useWidth } from '#web/ui'
import { useWords } from '#web/words'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import './event.css'
import { EventBars } from './event-bars.tsx'
import { EventDetail } from './event-detail.tsx'
import { EventFacets } from './event-facets.tsx'
import { EventList } from './event-list.tsx'
import { eventTable } from './event-table.ts'
import { type EventFilter, useCounts, useEvents } from './use-events.ts'

/** A row of the list: `id` is unique in the centre. */
export interface EventRow {
  readonly id: string
  readonly event: Event
}

/** Sự kiện: search, how many when, list, detail. The address holds filter and choice: a bookmark is a saved view. */
export function EventPage() {
  const { t, say } = useWords()
  const { id, filter, open, back, change } = useAddress()
  const phone = useWidth() === 'phone'
  const field = useRef<HTMLInputElement>(null)
  const events = useEvents(filter)
  const counts = useCounts(filter)
  const rows = useMemo(
    () => events.data?.pages.flatMap((page) => page.items.map((event): EventRow => ({ id: event.key, event }))) ?? [],
    [events.data],
  )
  const list = useHeldList<EventRow>(rows, { view: JSON.stringify(filter) })
  const { leave, help, closeHelp } = useListKeys({ shown: list.shown, id, open, back, row: 'data-event', field })
  const behind = phone && id !== undefined
  return (
    <div className={`events ${behind ? 'list-behind' : ''}`}>
      <EventFacets filter={filter} onChange={change} search={field}>
        <ExportMenu
          table={() => eventTable(list.shown, { t, say })}
          picture={() => document.querySelector<HTMLElement>('.events-body')}
        />
      </EventFacets>
      <div className="list-under events-body" inert={behind}>
        <EventBars counts={counts} onChoose={(tu, den) => change({ tu, den })} />
        <EventList
          events={events}
          list={list}
          selected={id}
          filtered={Object.entries(filter).some(([name, value]) => value && name !== 'khoang')}
          onOpen={open}
          onClear={() =>
            change({
              q: undefined,
              severity: undefined,
              source: undefined,
              type: undefined,
              unit: undefined,
              tu: undefined,
              den: undefined,
            })
          }
        />
      </div>
      {(!phone || id !== undefined) && (
        <EventDetail
          key={id}
          id={id}
          known={rows.find((row) => row.id === id)?.event}
          onBack={leave}
          onNarrow={(more) => {
            change(more)
            if (phone) back()
          }}
        />
      )}
      {help && <KeyHelp keys={keysOf(t)} onClose={closeHelp} />}
    </div>
  )
}

/** The page's address, read and written. */
function useAddress() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const search = useSearch({ strict: false }) as EventFilter
  const navigate = useNavigate()
  const filter = JSON.stringify(search)
  return {
    id,
    filter: useMemo(() => JSON.parse(filter) as EventFilter, [filter]),
    open: (event: string) => void navigate({ to: '/su-kien/$id', params: { id: event }, search: search as never }),
    back: () => void navigate({ to: '/su-kien', search: search as never }),
    change: (more: EventFilter) =>
      void navigate({ to: '.', search: { ...search, ...more } as never, replace: more.tu === undefined }),
  }
}

function keysOf(t: ReturnType<typeof useWords>['t']): [string, string][] {
  return [
    ['j k', t('key.move')],
    ['Enter', t('key.open')],
    ['← →', t('event.key.bars')],
    ['/', t('key.search')],
    ['Esc', t('key.back')],
    ['?', t('key.help')],
  ]
}
