import type { Asset, Page, Service, Source, Text } from '#model'
import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'
import { type SettingField, fieldsOf } from './settings-form.ts'
import { sourcePath } from './use-quarantine.ts'

export interface ConnectorForm {
  readonly id: string
  readonly name: Text
  readonly fields: readonly SettingField[]
}

/** The connectors that there are, each with the fields of its settings. */
export function useConnectors(): { connectors: readonly ConnectorForm[] | undefined; error: unknown } {
  const { data, error } = useQuery({
    queryKey: ['connectors'],
    queryFn: async () => {
      const { items } =
        await api.get<Page<{ id: string; name: Text; settings: Record<string, unknown> }>>('/api/v1/connectors')
      return items.map(({ id, name, settings }) => ({ id, name, fields: fieldsOf(settings) }))
    },
    staleTime: 3_600_000,
  })
  return { connectors: data, error }
}

/** The services with their decoders and the types of their assets. */
export function useServices(): readonly Service[] | undefined {
  return useQuery({ queryKey: ['services'], queryFn: () => api.get<Page<Service>>('/api/v1/services') }).data?.items
}

/** How often (ms) what a source has learned is looked at. */
const LEARNED_MS = 10_000
const HOURS = 24
const HOUR_MS = 3_600_000

/** Rows of each of the last 24 hours, oldest first; an hour without any is 0: nothing came, and that is known. */
export function useHours(source: Source): readonly number[] | undefined {
  return useQuery({
    queryKey: ['source-hours', source.id],
    queryFn: async () => {
      const { items } = await api.get<Page<{ at: string; received: number }>>(
        sourcePath(source.id, `/hours?hours=${HOURS}`),
      )
      const now = Math.floor(Date.now() / HOUR_MS)
      const rows = new Map(items.map(({ at, received }) => [Math.floor(Date.parse(at) / HOUR_MS), received]))
      return Array.from({ length: HOURS }, (_, at) => rows.get(now - HOURS + 1 + at) ?? 0)
    },
    refetchInterval: 60_000,
  }).data
}

/** Assets of the source's service and agency that were learned and that nobody has confirmed. */
export function useLearned(source: Source): readonly Asset[] {
  return (
    useQuery({
      queryKey: ['learned', source.id],
      queryFn: async () => {
        const query = new URLSearchParams({ service: source.service, confirmed: 'false', limit: '100' })
        return (await api.get<Page<Asset>>(`/api/v1/assets?${query}`)).items
      },
      enabled: source.assets === 'learn',
      refetchInterval: LEARNED_MS,
    }).data?.filter((asset) => asset.agency === source.agency) ?? []
  )
}
