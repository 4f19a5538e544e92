import type { Alert } from '#model'
import { type ProofOf, ProofPanel } from '#web/proof'
import { Empty } from '#web/ui'
import { useWords } from '#web/words'
import { AlertDetail } from './alert-detail.tsx'

interface Props {
  readonly id: string | undefined
  readonly all: readonly Alert[]
  /** The AQI value whose proof is open. */
  readonly proof: ProofOf | undefined
  readonly onBack: () => void
  readonly onProofClose: () => void
}

/** What stands beside the list: the chosen alert, and the proof of an AQI value at its right or over it. */
export function AlertSide({ id, all, proof, onBack, onProofClose }: Props) {
  const { t } = useWords()
  return (
    <>
      <section className="alerts-detail">
        {id === undefined ? (
          <Empty>{t(all.length === 0 ? 'alert.none' : 'alert.choose')}</Empty>
        ) : (
          <AlertDetail key={id} id={id} onBack={onBack} />
        )}
      </section>
      {proof && (
        <aside className="alerts-proof">
          <ProofPanel
            key={`${proof.asset} ${proof.at}`}
            asset={proof.asset}
            name={all.find((alert) => alert.subject === proof.asset)?.subject_name ?? proof.asset}
            property={proof.property}
            at={proof.at}
            onClose={onProofClose}
          />
        </aside>
      )}
    </>
  )
}
