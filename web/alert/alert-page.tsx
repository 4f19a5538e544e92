import type { Alert } from '#model'
import { ExportMenu } from '#web/export'
import { readProofAddress } from '#web/proof'
import { KeyHelp, useHeldList, useListKeys, useWidth } from '#web/ui'
import { useWords } from '#web/words'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import './alert.css'
import { AlertFacets } from './alert-facets.tsx'
import { AlertList } from './alert-list.tsx'
import { AlertSide } from './alert-side.tsx'
import { alertTable } from './alert-table.ts'
import { CriticalNews } from './critical-news.tsx'
import { type AlertFilter, matching } from './order.ts'
import { useAlerts } from './use-alerts.ts'
import { useAcknowledge } from './use-verbs.ts'

/** What the address holds: the list's filter, and the AQI value whose proof is open. */
interface Search extends AlertFilter {
  readonly 'bang-chung'?: string | undefined
}
const UNFILTERED = { state: undefined, severity: undefined, rule: undefined, service: undefined, q: undefined }

/** Cảnh báo: facets, list, detail. The address holds filter, choice and proof: a bookmark is a saved view. */
export function AlertPage() {
  const { t, say } = useWords()
  const { id, search, open, back, change } = useAddress()
  const { 'bang-chung': proof, ...filter } = search
  const phone = useWidth() === 'phone'
  const field = useRef<HTMLInputElement>(null)
  const acknowledge = useAcknowledge()
  const alerts = useAlerts()
  const list = useHeldList<Alert>(matching(alerts.all, filter), { known: alerts.all, view: JSON.stringify(filter) })
  const choose = (alert: string): void => {
    if (alert === id) document.querySelector<HTMLElement>('.alert-detail')?.focus()
    else open(alert)
  }
  const { leave, help, closeHelp } = useListKeys({
    shown: list.shown,
    id,
    open,
    back,
    row: 'data-alert',
    field,
    more: { a: () => id && acknowledge.mutate(id) },
  })
  const shown = readProofAddress(proof)
  return (
    <div className={`alerts ${phone && id !== undefined ? 'list-behind' : ''}`}>
      <CriticalNews />
      <AlertFacets all={alerts.all} filter={filter} onChange={change} search={field}>
        <ExportMenu
          table={() => alertTable(list.shown, { t, say })}
          picture={() => document.querySelector<HTMLElement>('.alerts-list')}
        />
      </AlertFacets>
      <AlertList
        alerts={alerts}
        list={list}
        filter={filter}
        selected={id}
        behind={phone && id !== undefined}
        onOpen={choose}
        onClear={() => change(UNFILTERED)}
      />
      {(!phone || id !== undefined || shown) && (
        <AlertSide
          id={id}
          all={alerts.all}
          proof={shown}
          onBack={leave}
          onProofClose={() => change({ 'bang-chung': undefined })}
        />
      )}
      {help && <KeyHelp keys={keysOf(t)} onClose={closeHelp} />}
    </div>
  )
}

/** The page's address, read and written. */
function useAddress() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const { 'bang-chung': _, ...filter } = search
  return {
    id,
    search,
    open: (alert: string) => void navigate({ to: '/canh-bao/$id', params: { id: alert }, search: filter as never }),
    back: () => void navigate({ to: '/canh-bao', search: filter as never }),
    change: (more: Search) => void navigate({ to: '.', search: { ...search, ...more } as never, replace: true }),
  }
}

function keysOf(t: ReturnType<typeof useWords>['t']): [string, string][] {
  return [
    ['j k', t('key.move')],
    ['Enter', t('key.open')],
    ['a', t('key.acknowledge')],
    ['/', t('key.search')],
    ['Esc', t('key.back')],
    ['?', t('key.help')],
  ]
}
