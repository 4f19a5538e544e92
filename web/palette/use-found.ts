import type { Asset, Incident, Page, Text, Unit } from '#model'
import { api } from '#web/live'
import { useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Choice, ChoiceKind } from './choice.ts'

/** A question is asked when the fingers have rested so long (ms). */
const REST = 120
const MOST = 20

/** A unit of today; `note` says what became of the earlier unit by whose name it was found. */
type FoundUnit = Unit & { readonly note?: Text | null }

/**
 * What the centre finds by name: units, stations and incidents, each within what the person may see. An answer to an earlier
 * question is dropped, and its request given up. `settled` once everything shown answers this very text.
 */
export function useFound(text: string) {
  const { t, say } = useWords()
  const question = useRested(text.trim())
  const enabled = question !== ''
  const search = new URLSearchParams({ q: question, limit: String(MOST) })
  const units = useQuery({
    queryKey: ['palette', 'units', question],
    queryFn: ({ signal }) => api.get<Page<FoundUnit>>(`/api/v1/units?${search}`, signal),
    enabled,
    staleTime: 60_000,
  })
  const assets = useQuery({
    queryKey: ['palette', 'assets', question],
    queryFn: ({ signal }) => api.get<Page<Asset>>(`/api/v1/assets?${search}`, signal),
    enabled,
    staleTime: 60_000,
  })
  const incidents = useQuery({
    queryKey: ['palette', 'incidents', question],
    queryFn: ({ signal }) => api.get<Page<Incident>>(`/api/v1/incidents?${search}`, signal),
    enabled,
    staleTime: 10_000,
  })
  const found = useMemo((): Choice[] => {
    const stations = assets.data?.items.map((asset): Choice => ({
      kind: 'station',
      id: asset.id,
      title: asset.name,
      also: [asset.id],
    }))
    const places = units.data?.items.map((unit): Choice => ({
      kind: 'unit',
      id: unit.code,
      title: unit.name,
      detail: unit.note ? say(unit.note) : t('palette.unit.code', { code: unit.code }),
    }))
    const cases = incidents.data?.items.map((incident): Choice => ({
      kind: 'incident',
      id: incident.id,
      title: incident.title,
      detail: `${t('incident.number', { number: incident.number })} · ${t(`incident.state.${incident.state}`)}`,
      also: [String(incident.number)],
      severity: incident.severity,
      held: incident.owner !== null || incident.state === 'closed',
    }))
    return [...(cases ?? []), ...(stations ?? []), ...(places ?? [])]
  }, [assets.data, units.data, incidents.data, say, t])
  const more = new Set<ChoiceKind>()
  if (assets.data?.next) more.add('station')
  if (units.data?.next) more.add('unit')
  if (incidents.data?.next) more.add('incident')
  const loading = units.isFetching || assets.isFetching || incidents.isFetching
  return {
    found,
    more,
    loading,
    settled: text.trim() === question && !loading,
    error: units.error ?? assets.error ?? incidents.error,
    retry: () => {
      if (units.error) void units.refetch()
      if (assets.error) void assets.refetch()
      if (incidents.error) void incidents.refetch()
    },
  }
}

/** The text once it has not changed for a moment; emptied at once. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST)
    return () => clearTimeout(timer)
  }, [text])
  return text === '' ? '' : rested
}
