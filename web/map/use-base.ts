import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import { countries } from './base.ts'

/** The land and the units of today, fetched once for map and paper. */
export function useBase() {
  const base = useQuery({ queryKey: ['map', 'countries'], queryFn: countries, staleTime: Number.POSITIVE_INFINITY })
  const shapes = useQuery({
    queryKey: ['map', 'shapes'],
    queryFn: () => api.get<FeatureCollection>('/api/v1/units/shapes'),
    staleTime: 3_600_000,
  })
  return { base, shapes }
}
