export { proofAddress, readProofAddress } from './address.ts'
export { ProofPanel } from './proof-panel.tsx'
