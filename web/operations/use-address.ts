import { type Selection, readHidden } from '#web/map'
import { proofAddress, readProofAddress } from '#web/proof'
import { useWidth } from '#web/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type OperationsSearch, readSelection, writeSelection } from './address.ts'

/** The page's address, read and written: what is chosen, whose proof is open, where the map stands. */
export function useAddress() {
  const search = useSearch({ strict: false }) as OperationsSearch
  const navigate = useNavigate()
  const width = useWidth()
  const go = (more: OperationsSearch, replace = true): void =>
    void navigate({ to: '/', search: { ...search, ...more } as never, replace })
  return {
    search,
    selected: readSelection(search.chon),
    proof: readProofAddress(search['bang-chung']),
    hidden: useMemo(() => readHidden(search.tat), [search.tat]),
    go,
    select: (selection: Selection | undefined): void => {
      // On a phone the details stand where the lists are.
      const tab = selection && width === 'phone' ? { the: 'work' } : {}
      go({ chon: writeSelection(selection), 'bang-chung': undefined, ...tab }, false)
    },
    proofOf: (asset: string, at: number | null): void => {
      if (at !== null) go({ 'bang-chung': proofAddress(asset, at) }, false)
    },
  }
}
