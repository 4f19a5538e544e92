import type { Asset, Page } from '#model'
import { api, useLive, useNow } from '#web/live'
import { type StationView, stationViews } from './features.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

/** The stations as they are now; they go grey by themselves, looked at every five seconds. */
export function useStations(): {
  stations: readonly StationView[]
  loading: boolean
  error: unknown
  retry: () => void
} {
  const live = useLive()
  const now = Math.floor(useNow() / 5000) * 5000
  const assets = useQuery({
    queryKey: ['assets', 'environment'],
    queryFn: async () => (await api.get<Page<Asset>>('/api/v1/assets?service=environment&limit=1000')).items,
    refetchInterval: 60_000,
  })
  const stations = useMemo(() => stationViews(assets.data ?? [], live, now), [assets.data, live, now])
  return { stations, loading: assets.isLoading, error: assets.error, retry: () => void assets.refetch() }
}
