import { AlertDetail } from '#web/alert'
import type { StationView } from '#web/map'
import { ProofPanel, readProofAddress } from '#web/proof'
import { type OperationsSearch, readSelection } from './address.ts'
import { StationDetail } from './station-detail.tsx'

interface Props {
  readonly search: OperationsSearch
  readonly stations: readonly StationView[]
  readonly onProof: (station: StationView) => void
  readonly onProofClose: () => void
}

/** What the address names: a proof before an alert before a station. */
export function Chosen({ search, stations, onProof, onProofClose }: Props) {
  const proof = readProofAddress(search['bang-chung'])
  const selected = readSelection(search.chon)
  const find = (id: string | undefined): StationView | undefined => stations.find((one) => one.asset.id === id)
  if (proof) {
    return (
      <ProofPanel
        key={search['bang-chung']}
        asset={proof.asset}
        name={find(proof.asset)?.asset.name ?? proof.asset}
        property={proof.property}
        at={proof.at}
        onClose={onProofClose}
      />
    )
  }
  if (selected?.kind === 'alert') return <AlertDetail key={selected.id} id={selected.id} short />
  const station = find(selected?.id)
  return station ? <StationDetail station={station} onProof={() => onProof(station)} /> : null
}
