import type { Agency, Page } from '#model'
import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'

/** The register of today by code; undefined until it is there. */
export function useAgencies(): ReadonlyMap<string, Agency> | undefined {
  return useQuery({
    queryKey: ['agencies'],
    queryFn: async () => {
      const { items } = await api.get<Page<Agency>>('/api/v1/agencies?limit=1000')
      return new Map(items.map((agency) => [agency.code, agency]))
    },
    staleTime: 3_600_000,
  }).data
}

/** The agency's name; its code until the register is there. */
export function useAgencyName(code: string | null): string | null {
  const agencies = useAgencies()
  return code === null ? null : (agencies?.get(code)?.name ?? code)
}

/** Names by code; a code that the register does not have, or not yet, stands for itself. */
export function useAgencyNames(): (code: string) => string {
  const agencies = useAgencies()
  return (code) => agencies?.get(code)?.name ?? code
}

/** Agencies have codes, not colours: the short code, the full name for hover and for readers. */
export function AgencyChip({ code }: { code: string }) {
  const agency = useAgencies()?.get(code)
  return (
    <span className="chip" title={agency?.name}>
      {agency?.short ?? code}
      {agency && <span className="visually-hidden"> ({agency.name})</span>}
    </span>
  )
}
