import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'
import { countries } from './base.ts'
import type { UnitShapes } from './boundary-note.tsx'

/** The land and the units of today, fetched once for map and paper. */
export function useBase() {
  const base = useQuery({ queryKey: ['map', 'countries'], queryFn: countries, staleTime: Number.POSITIVE_INFINITY })
  const shapes = useQuery({
    queryKey: ['map', 'shapes'],
    queryFn: () => api.get<UnitShapes>('/api/v1/units/shapes'),
    staleTime: 60_000,
    // Somebody may import a map; an unchanged one costs an empty answer.
    refetchInterval: 60_000,
  })
  return { base, shapes }
}
