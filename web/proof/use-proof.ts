import { HOUR, type ObservationProof } from '#model'
import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'
import type { ProofOf } from './address.ts'

/** While the hour runs its values still come (ms between two looks). */
const AGAIN = 60_000

/** The proof of a derived value, computed again when `stamp` changes and while its hour runs; none asks for none. */
export function useProof(of: (ProofOf & { readonly stamp?: string }) | undefined) {
  const { asset = '', property = '', at = 0, stamp = '' } = of ?? {}
  return useQuery({
    queryKey: ['proof', asset, property, at, stamp],
    enabled: of !== undefined,
    queryFn: () => {
      const query = new URLSearchParams({ asset, property, at: new Date(at).toISOString() })
      return api.get<ObservationProof>(`/api/v1/observations/proof?${query}`)
    },
    // The one before of the very same value stays until the new one is there.
    placeholderData: (before) => (before?.asset === asset && Date.parse(before.at) === at ? before : undefined),
    refetchInterval: () => (Date.now() < at + HOUR ? AGAIN : false),
  })
}
