import type { Unit } from '#model'
import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'

/** What the unit of a code is called, on a day (`yyyy-MM-dd`) or today; its code until the register has answered. */
export function useUnitName(code: string | null, day?: string): string | undefined {
  const id = day === undefined || code === null ? (code ?? '') : `${code}@${day}`
  const { data } = useQuery({
    queryKey: ['unit', id],
    enabled: code !== null,
    queryFn: async () => (await api.get<Unit>(`/api/v1/units/${encodeURIComponent(id)}`)).name,
    staleTime: 3_600_000,
    retry: false,
  })
  return data ?? code ?? undefined
}
