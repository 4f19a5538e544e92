import { useLive } from '#web/live'
import { type StationView, useStations } from '#web/map'
import { Empty, ErrorLine, KeyHelp, LoadingLine, useKeys, useWidth } from '#web/ui'
import { useWords } from '#web/words'
import { useState } from 'react'
import './environment.css'
import { Compare } from './compare.tsx'
import { Side, StationMap } from './side.tsx'
import { StationList } from './station-list.tsx'
import { StationPage } from './station-page.tsx'
import { type Address, useAddress } from './use-address.ts'
import { useList } from './use-list.ts'
import { WORDS } from './words.ts'

/** Môi trường: the stations, the air at one of them or at several beside each other, and how each figure came about. */
export function EnvironmentPage() {
  const { say } = useWords()
  const live = useLive()
  const width = useWidth()
  const address = useAddress()
  const { stations, loading, error, retry } = useStations()
  const facts = useList(stations)
  const [help, setHelp] = useState(false)
  const known = !loading && live.known.has('observation')
  const named = stations.find((one) => one.asset.id === address.station)
  // A phone shows the list first; a desk has room for both.
  const station = named ?? (address.station === undefined && width !== 'phone' ? stations[0] : undefined)
  usePageKeys(stations, station, address, () => setHelp(true))

  const failure = error ? <ErrorLine error={error} onRetry={retry} /> : null
  const list = (
    <StationList stations={stations} facts={facts} selected={station?.asset.id} known={known} address={address} />
  )
  const middle = address.comparing ? (
    <Compare stations={stations} address={address} />
  ) : station ? (
    <StationPage key={station.asset.id} station={station} facts={facts.get(station.asset.id)} address={address} />
  ) : address.station !== undefined && known ? (
    <Empty>{say(WORDS.noStation)}</Empty>
  ) : null
  const keys = help && <KeyHelp keys={keysOf(say)} onClose={() => setHelp(false)} />
  if (width === 'phone') {
    return (
      <div className="env-phone">
        <PhoneTabs address={address} />
        {failure}
        {!known && !failure && <LoadingLine />}
        <div className="env-phone-body">
          {address.search.the === 'ban-do' ? (
            <StationMap stations={stations} selected={station} address={address} />
          ) : address.comparing ? (
            <>
              {middle}
              {list}
            </>
          ) : (
            (middle ?? list)
          )}
          {address.proof && <Side stations={stations} station={station} address={address} mapless />}
        </div>
        {keys}
      </div>
    )
  }
  const drawer = address.proof !== undefined || address.search.the === 'ban-do'
  return (
    <div className={`env ${drawer ? 'env-with-drawer' : 'prints-whole'}`}>
      <div className="env-left">
        {failure}
        {!known && !failure && <LoadingLine />}
        {list}
      </div>
      <div className="env-middle" tabIndex={0} role="region" aria-label={station?.asset.name ?? say(WORDS.station)}>
        {middle}
      </div>
      <Side stations={stations} station={station} address={address} />
      {keys}
    </div>
  )
}

/** Back to the list from a station; list or map where nothing is chosen. */
function PhoneTabs({ address }: { address: Address }) {
  const { say } = useWords()
  const map = address.search.the === 'ban-do'
  if (!map && !address.comparing && address.station !== undefined) {
    return (
      <button type="button" className="env-back" onClick={() => address.go({ tram: undefined })}>
        ← {say(WORDS.back)}
      </button>
    )
  }
  return (
    <div className="env-tabs" role="tablist">
      {[false, true].map((one) => (
        <button
          key={String(one)}
          type="button"
          role="tab"
          aria-selected={one === map}
          onClick={() => address.go({ the: one ? 'ban-do' : undefined }, true)}
        >
          {say(one ? WORDS.map : WORDS.list)}
        </button>
      ))}
    </div>
  )
}

function usePageKeys(
  stations: readonly StationView[],
  station: StationView | undefined,
  address: Address,
  onHelp: () => void,
): void {
  const row = (id: string): HTMLElement | null => document.querySelector(`[data-station="${CSS.escape(id)}"]`)
  const focused = (): string | undefined =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['station'] : undefined
  // The list as it stands before the reader, not as it would be drawn anew.
  const step = (by: number): void => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-station]')].map((one) => one.dataset['station'])
    const from = address.comparing ? focused() : station?.asset.id
    const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(from) + by))]
    if (next === undefined) return
    if (!address.comparing) address.choose(next)
    row(next)?.focus()
  }
  const toggle = (id: string | undefined): void => {
    if (id !== undefined && stations.some((one) => one.asset.id === id)) address.compare(id)
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    c: () => (address.comparing ? address.go({ so: undefined }) : toggle(station?.asset.id)),
    x: () => toggle(focused()),
    p: () => {
      if (station && station.aqiAt !== null) address.openProof(station.asset.id, station.aqiAt)
    },
    m: () => address.go({ the: address.search.the === 'ban-do' ? undefined : 'ban-do' }, true),
    '?': onHelp,
    Escape: () => {
      // An open proof closes itself.
      if (address.proof) return
      if (address.search.the !== undefined) address.go({ the: undefined })
      else if (address.comparing) address.go({ so: undefined })
      else if (station) row(station.asset.id)?.focus()
    },
  })
}

function keysOf(say: ReturnType<typeof useWords>['say']): [string, string][] {
  return [
    ['j k', say(WORDS['key.move'])],
    ['c', say(WORDS['key.compare'])],
    ['x', say(WORDS['key.toggle'])],
    ['p', say(WORDS['key.proof'])],
    ['m', say(WORDS['key.map'])],
    ['Esc', say(WORDS['key.back'])],
    ['?', say(WORDS['key.help'])],
  ]
}
