export { type ProofOf, proofAddress, readProofAddress } from './address.ts'
export { ProofPanel } from './proof-panel.tsx'
export { useProof } from './use-proof.ts'
