import { useAcknowledge } from '#web/alert'
import { ExportMenu } from '#web/export'
import { useLive, useNow } from '#web/live'
import { ProvinceMap, readView, useStations, writeView } from '#web/map'
import { Button, Empty, ErrorLine, KeyHelp, LoadingLine, useKeys, usePrinting, useWidth } from '#web/ui'
import { useWords } from '#web/words'
import { useMemo, useState } from 'react'
import './operations.css'
import './brief.css'
import { Brief } from './brief.tsx'
import { Chosen } from './chosen.tsx'
import { Feed } from './feed.tsx'
import { FigureStrip } from './figure-strip.tsx'
import { figuresOf } from './figures.ts'
import { stationRows } from './station-rows.ts'
import { useAddress } from './use-address.ts'
import { WorkList } from './work-list.tsx'

const TABS = ['work', 'map', 'figures'] as const

/** Toàn cảnh: what nobody has yet, where it is, what is known of it. Lists and map choose the same thing. */
export function OperationsPage() {
  const { t, say } = useWords()
  const live = useLive()
  const width = useWidth()
  const printing = usePrinting()
  const { search, selected, proof, hidden, go, select, proofOf } = useAddress()
  const [help, setHelp] = useState(false)
  const acknowledge = useAcknowledge()
  const { stations, error, retry } = useStations()
  const now = Math.floor(useNow() / 5000) * 5000
  const alerts = useMemo(() => [...live.alerts.values()], [live.alerts])
  useKeys({
    a: () => selected?.kind === 'alert' && acknowledge.mutate(selected.id),
    Escape: () => (selected === undefined && search.xa !== undefined ? go({ xa: undefined }) : select(undefined)),
    '?': () => setHelp(true),
  })
  const station = stations.find((one) => selected?.kind === 'station' && one.asset.id === selected.id)
  const detail =
    proof || selected?.kind === 'alert' || station ? (
      <Chosen
        search={search}
        stations={stations}
        onProof={(of) => proofOf(of.asset.id, of.aqiAt)}
        onProofClose={() => go({ 'bang-chung': undefined })}
      />
    ) : undefined
  const strip = (
    <FigureStrip
      figures={figuresOf(live, stations, now)}
      stations={stations}
      onProof={(one) => proofOf(one.asset.id, one.aqiAt)}
      onStation={(id) => select({ kind: 'station', id })}
    />
  )
  const list = (
    <WorkList
      alerts={alerts}
      stations={stations}
      selected={selected}
      known={live.known.has('alert')}
      onSelect={select}
    />
  )
  const map = (
    <ProvinceMap
      stations={stations}
      alerts={alerts}
      selected={selected}
      onSelect={select}
      view={readView(search['ban-do'])}
      tools={
        <ExportMenu
          table={() => stationRows(stations, { t, say })}
          picture={() => document.querySelector<HTMLElement>('.map')}
        />
      }
      unit={search.xa}
      onUnitClose={() => go({ xa: undefined })}
      onView={(view) => go({ 'ban-do': writeView(view) })}
      hidden={hidden}
      onHidden={(next) => go({ tat: [...next].join(',') || undefined })}
    />
  )
  const closing = detail && !proof && (
    <div className="operations-close">
      <Button small onClick={() => select(undefined)}>
        {t('station.close')}
      </Button>
    </div>
  )
  const brief = printing && !proof && <Brief figures={strip} alerts={alerts} stations={stations} />
  const keys = help && <KeyHelp keys={keysOf(t)} onClose={() => setHelp(false)} />
  const failure = error ? <ErrorLine error={error} onRetry={retry} /> : null
  if (width === 'phone') {
    const tab = TABS.find((one) => one === search.the) ?? 'work'
    return (
      <div className="operations-phone">
        <div className="operations-tabs" role="tablist">
          {TABS.map((one) => (
            <button key={one} type="button" role="tab" aria-selected={one === tab} onClick={() => go({ the: one })}>
              {t(`tab.${one}`)}
            </button>
          ))}
        </div>
        {failure}
        <div className={`operations-tab tab-${tab}`} role="tabpanel">
          {tab === 'map' ? (
            map
          ) : detail ? (
            <>
              {closing}
              {detail}
            </>
          ) : tab === 'figures' ? (
            <>
              {strip}
              <Feed />
            </>
          ) : (
            list
          )}
        </div>
        {keys}
        {brief}
      </div>
    )
  }
  return (
    <div className={`operations ${detail ? 'with-detail' : ''}`}>
      {brief}
      {strip}
      <div className="operations-list">
        {!live.known.has('alert') && <LoadingLine />}
        {failure}
        {list}
      </div>
      <div className="operations-map">{map}</div>
      <aside className="operations-side">
        <div className="operations-detail">
          {closing}
          {detail ?? <Empty>{t('selected.hint')}</Empty>}
        </div>
        <Feed />
      </aside>
      {keys}
    </div>
  )
}

function keysOf(t: ReturnType<typeof useWords>['t']): [string, string][] {
  return [
    ['a', t('key.acknowledge')],
    ['Esc', t('key.back')],
    ['?', t('key.help')],
  ]
}
