import type { Assignee, Attachment, Incident, IncidentChange, Page } from '#model'
import { api, useLive } from '#web/live'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { newest, urgentFirst } from './order.ts'

const PAGE = 100

export const incidentPath = (id: string, rest = ''): string => `/api/v1/incidents/${encodeURIComponent(id)}${rest}`

/** Every incident in order: those that go on as the stream tells them, and the closed ones page by page. */
export function useIncidents() {
  const { incidents, known, connection } = useLive()
  const closed = useInfiniteQuery({
    queryKey: ['incidents-closed'],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ state: 'closed,merged', limit: String(PAGE) })
      if (pageParam !== '') query.set('cursor', pageParam)
      return api.get<Page<Incident>>(`/api/v1/incidents?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const all = useMemo(
    () => urgentFirst(newest(closed.data?.pages.flatMap((page) => page.items) ?? [], incidents.values())),
    [incidents, closed.data],
  )
  return { all, known: known.has('incident'), lost: connection.status === 'lost', closed }
}

/** One incident: as the stream has it, else asked for. */
export function useIncident(id: string, known: Incident | undefined) {
  const asked = useQuery({
    queryKey: ['incident', id],
    queryFn: () => api.get<Incident>(incidentPath(id)),
    enabled: known === undefined,
  })
  return { incident: known ?? asked.data, error: asked.error, retry: () => void asked.refetch() }
}

/** What happened, and its files; asked again with every version. */
export function useTimeline({ id, version }: Incident) {
  return useInfiniteQuery({
    queryKey: ['incident', id, 'timeline', version],
    queryFn: ({ pageParam }) =>
      api.get<Page<IncidentChange>>(incidentPath(id, `/timeline?limit=100${pageParam && `&cursor=${pageParam}`}`)),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
}

export function useFiles({ id, version }: Incident) {
  return useQuery({
    queryKey: ['incident', id, 'files', version],
    queryFn: async () => (await api.get<Page<Attachment>>(incidentPath(id, '/attachments'))).items,
    placeholderData: (before: Attachment[] | undefined) => before,
  })
}

/** Those to whom it can be given. */
export function useAssignees({ id, agency, cooperating }: Incident, allowed: boolean) {
  return useQuery({
    queryKey: ['incident', id, 'assignees', agency, cooperating],
    queryFn: async () => (await api.get<Page<Assignee>>(incidentPath(id, '/assignees'))).items,
    enabled: allowed,
  })
}
