import { proofAddress, readProofAddress } from '#web/proof'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type EnvironmentSearch, readCompared, readSpan, toggleCompared } from './address.ts'

/** The page's address, read and written. */
export function useAddress() {
  const search = useSearch({ strict: false }) as EnvironmentSearch
  const navigate = useNavigate()
  const go = (more: EnvironmentSearch, replace = false): void =>
    void navigate({ to: '/moi-truong', search: { ...search, ...more } as never, replace })
  const compared = readCompared(search.so)
  return {
    search,
    go,
    station: search.tram,
    property: search.chat,
    span: readSpan(search.khoang),
    compared,
    comparing: compared.length > 0,
    proof: readProofAddress(search['bang-chung']),
    choose: (id: string): void => go({ tram: id, 'bang-chung': undefined, the: undefined }),
    compare: (id: string): void => go({ so: toggleCompared(compared, id), 'bang-chung': undefined }),
    openProof: (asset: string, at: number, of?: string): void => go({ 'bang-chung': proofAddress(asset, at, of) }),
    closeProof: (): void => go({ 'bang-chung': undefined }),
  }
}
export type Address = ReturnType<typeof useAddress>
