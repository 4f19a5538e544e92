import { type StationView, ProvinceMap, readView, writeView } from '#web/map'
import { ProofPanel } from '#web/proof'
import { useWidth } from '#web/ui'
import type { Address } from './use-address.ts'

interface Props {
  readonly stations: readonly StationView[]
  readonly station: StationView | undefined
  readonly address: Address
  readonly mapless?: boolean
}

/** The map, and under it how the figure came about: the one that the address names, else the station's present hour. */
export function Side({ stations, station, address, mapless = false }: Props) {
  const width = useWidth()
  const { proof } = address
  const map = !mapless && (width === 'desk' || address.search.the === 'ban-do')
  return (
    <aside className={`env-side ${map ? 'env-side-map' : ''}`}>
      {map && <StationMap stations={stations} selected={station} address={address} />}
      {proof ? (
        <ProofPanel
          key={address.search['bang-chung']}
          asset={proof.asset}
          name={stations.find((one) => one.asset.id === proof.asset)?.asset.name ?? proof.asset}
          property={proof.property}
          at={proof.at}
          onClose={address.closeProof}
        />
      ) : (
        width === 'desk' &&
        station &&
        station.aqiAt !== null &&
        !station.unknown && (
          <ProofPanel
            key={`${station.asset.id} ${station.aqiAt}`}
            asset={station.asset.id}
            name={station.asset.name}
            property="vn_aqi_h"
            at={station.aqiAt}
            stamp={String(station.aqi)}
          />
        )
      )}
    </aside>
  )
}

const ALERTS = new Set(['alerts'] as const)

/** Where the stations stand; choosing one there is choosing it in the list. */
export function StationMap({
  stations,
  selected,
  address,
}: {
  readonly stations: readonly StationView[]
  readonly selected: StationView | undefined
  readonly address: Address
}) {
  return (
    <div className="env-map">
      <ProvinceMap
        stations={stations}
        alerts={[]}
        selected={selected && { kind: 'station', id: selected.asset.id }}
        onSelect={(one) => one && (address.comparing ? address.compare(one.id) : address.choose(one.id))}
        view={readView(address.search['ban-do'])}
        onView={(view) => address.go({ 'ban-do': writeView(view) }, true)}
        hidden={ALERTS}
        small
      />
    </div>
  )
}
