import type { ObservationProof, PublicFigures, PublicHistory } from '#model'
import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'
import type { NamedPlace } from './near.ts'

/** Where the data of these pages is, for programs and spreadsheets too. */
export const DATA = '/cong-khai/khong-khi'
const RENEW_MS = 60_000

export function useFigures() {
  return useQuery({
    queryKey: ['public'],
    queryFn: () => api.get<PublicFigures>(`${DATA}.json`),
    refetchInterval: RENEW_MS,
    refetchOnWindowFocus: true,
  })
}

export function historyAddress(
  asset: string,
  path: 'theo-gio' | 'theo-ngay',
  kind: 'json' | 'csv',
  hours = 48,
): string {
  const query = new URLSearchParams({ asset, ...(path === 'theo-gio' ? { hours: String(hours) } : {}) })
  return `${DATA}/${path}.${kind}?${query}`
}

export function useHistory(asset: string, path: 'theo-gio' | 'theo-ngay') {
  return useQuery({
    queryKey: ['public', asset, path],
    queryFn: () => api.get<PublicHistory>(historyAddress(asset, path, 'json')),
    refetchInterval: RENEW_MS * 5,
  })
}

export function proofAddress(asset: string, property: string, at: number): string {
  return `${DATA}/bang-chung.json?${new URLSearchParams({ asset, property, at: new Date(at).toISOString() })}`
}

/** Asked for again when the page has been: the running hour's number changes. */
export function useProof(asset: string, property: string, at: number | null, asOf: number) {
  return useQuery({
    queryKey: ['public', asset, property, at, asOf],
    placeholderData: (before) => (before?.asset === asset && Date.parse(before.at) === at ? before : undefined),
    queryFn: () => api.get<ObservationProof>(proofAddress(asset, property, at ?? 0)),
    enabled: at !== null,
  })
}

/** Communes and wards, fetched when somebody begins to search. */
export function usePlaces(wanted: boolean): readonly NamedPlace[] {
  const { data } = useQuery({
    queryKey: ['public', 'places'],
    queryFn: () => api.get<{ items: NamedPlace[] }>('/cong-khai/don-vi.json'),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.items ?? []
}
