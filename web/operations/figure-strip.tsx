import { aqiLevel } from '#services/environment'
import type { StationView } from '#web/map'
import { AqiSwatch, KeyFigure } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { useNavigate } from '@tanstack/react-router'
import type { Figures } from './figures.ts'

interface Props {
  readonly figures: Figures
  readonly stations: readonly StationView[]
  readonly onProof: (station: StationView) => void
  readonly onStation: (asset: string) => void
}

export function FigureStrip({ figures, stations, onProof, onStation }: Props) {
  const { t, say, language } = useWords()
  const navigate = useNavigate()
  const n = (value: number, decimals = 0): string => formatNumber(value, decimals, language)
  const { worst, pm25, newest, sources } = figures
  const name = (asset: string): string => stations.find((one) => one.asset.id === asset)?.asset.name ?? asset
  const open = t('figure.open')
  const toSources = { label: open, onOpen: () => void navigate({ to: '/nguon-du-lieu' }) }
  const toAlerts = (state: string) => ({
    label: t('page.alerts'),
    onOpen: () => void navigate({ to: '/canh-bao', search: { state } as never }),
  })
  return (
    <section className="figures" aria-label={t('tab.figures')}>
      <KeyFigure
        label={t('figure.aqi')}
        value={worst?.aqi === null || worst === undefined ? '—' : n(worst.aqi)}
        mark={
          worst?.aqi !== null &&
          worst !== undefined && (
            <>
              <AqiSwatch value={worst.aqi} /> {say(aqiLevel(worst.aqi).name)}
            </>
          )
        }
        context={worst?.asset.name}
        at={worst?.lastAt ?? undefined}
        staleSince={figures.unknownSince}
        open={worst && { label: open, onOpen: () => onProof(worst) }}
      />
      <KeyFigure
        label={t('figure.pm25')}
        value={pm25 ? n(pm25.value, 1) : '—'}
        unit="µg/m³"
        context={pm25 && name(pm25.asset)}
        at={pm25?.at}
        staleSince={pm25 === undefined ? figures.unknownSince : undefined}
        tone={pm25 && pm25.value > 250 ? 'critical' : undefined}
        open={pm25 && { label: open, onOpen: () => onStation(pm25.asset) }}
      />
      <KeyFigure
        label={t('figure.stations')}
        value={n(figures.withData)}
        unit={`/ ${n(figures.stations)}`}
        context={
          figures.withData === figures.stations
            ? t('figure.stations.all')
            : t('figure.stations.context', { count: figures.stations - figures.withData })
        }
        at={newest?.at}
      />
      <KeyFigure
        label={t('figure.unowned')}
        value={n(figures.unowned)}
        context={figures.unowned === 0 ? t('figure.unowned.none') : t('list.urgent-first')}
        tone={figures.unowned === 0 ? undefined : figures.unownedCritical ? 'critical' : 'high'}
        open={toAlerts('open')}
      />
      <KeyFigure
        label={t('figure.held')}
        value={n(figures.held)}
        context={t('list.held')}
        open={toAlerts('acknowledged')}
      />
      <KeyFigure
        label={t('figure.sources')}
        value={n(sources.live)}
        unit={`/ ${n(sources.live + sources.late + sources.lost)}`}
        context={t('figure.sources.context', { late: sources.late, lost: sources.lost })}
        open={toSources}
      />
      <KeyFigure
        label={t('figure.quarantined')}
        value={n(figures.quarantined)}
        context={t('page.sources')}
        open={toSources}
      />
      <KeyFigure
        label={t('figure.newest')}
        value={newest ? n(newest.value, 1) : '—'}
        context={newest && `${name(newest.asset)} · ${newest.property.toUpperCase()}`}
        at={newest?.at}
        open={newest && { label: open, onOpen: () => onStation(newest.asset) }}
      />
    </section>
  )
}
