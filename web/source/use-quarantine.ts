import type {
  Dismissal,
  Page,
  QuarantineReason,
  QuarantineReplay,
  QuarantinedContent,
  QuarantinedMessage,
  Source,
} from '#model'
import { api, liveStore } from '#web/live'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

/** How often (ms) a running replay is looked at. */
const FOLLOW_MS = 500

export function sourcePath(id: string, rest = ''): string {
  return `/api/v1/sources/${encodeURIComponent(id)}${rest}`
}

/** Puts a source on the screen at once; the stream will say the same. */
export function putSource(source: Source): void {
  const state = liveStore.get()
  liveStore.set({ ...state, sources: new Map(state.sources).set(source.id, source) })
}

/** What waits, counted by mistake. Asked again whenever the source's count changes. */
export function useReasons(source: Source, allowed: boolean) {
  return useQuery({
    queryKey: ['quarantine', source.id, 'reasons', source.quarantined],
    queryFn: async () => (await api.get<Page<QuarantineReason>>(sourcePath(source.id, '/quarantine/reasons'))).items,
    placeholderData: (before: QuarantineReason[] | undefined) => before,
    enabled: allowed,
  })
}

/** Messages, newest first: those of one mistake that wait, or those that have been settled. */
export function useMessages(source: Source, of: { reason: string } | { state: 'replayed' | 'dismissed' }) {
  return useInfiniteQuery({
    queryKey: ['quarantine', source.id, 'messages', of, source.quarantined],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ ...of, limit: '50', ...(pageParam === '' ? {} : { cursor: pageParam }) })
      return api.get<Page<QuarantinedMessage>>(sourcePath(source.id, `/quarantine?${query}`))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
}

/** One message with its bytes. Each asking is on the audit chain, so it is asked once. */
export function useContent(source: string, message: string, tries: number) {
  return useQuery({
    queryKey: ['quarantined', source, message, tries],
    queryFn: () => api.get<QuarantinedContent>(sourcePath(source, `/quarantine/${message}`)),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
}

/** After any act: the source's count and the lists are asked anew. */
function useRefresh(source: string): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    putSource(await api.get<Source>(sourcePath(source)))
    await Promise.all([
      client.invalidateQueries({ queryKey: ['quarantine', source] }),
      client.invalidateQueries({ queryKey: ['source-hours', source] }),
    ])
  }
}

/** Replays of a source: what is asked for here, followed to its end, whoever asked for it. */
export function useReplay(source: string, allowed: boolean) {
  const client = useQueryClient()
  const refresh = useRefresh(source)
  const queryKey = ['replays', source]
  const last = useQuery({
    queryKey,
    queryFn: async () => {
      const { items } = await api.get<Page<QuarantineReplay>>(sourcePath(source, '/quarantine/replays'))
      const before = client.getQueryData<QuarantineReplay | null>(queryKey)
      if (before?.state === 'running' && items[0]?.state !== 'running') await refresh()
      return items[0] ?? null
    },
    refetchInterval: (query) => (query.state.data?.state === 'running' ? FOLLOW_MS : false),
    enabled: allowed,
  })
  const put = async (replay: QuarantineReplay): Promise<void> => {
    client.setQueryData(queryKey, replay)
    await refresh()
  }
  const start = useMutation({
    mutationFn: (of: { message: string } | { reason: string } | Record<never, never>) =>
      'message' in of
        ? api.post<QuarantineReplay>(sourcePath(source, `/quarantine/${of.message}/replay`))
        : api.post<QuarantineReplay>(sourcePath(source, '/quarantine/replay'), of),
    onSuccess: put,
  })
  const cancel = useMutation({
    mutationFn: (id: string) => api.post<QuarantineReplay>(sourcePath(source, `/quarantine/replays/${id}/cancel`)),
    onSuccess: put,
  })
  return { last: last.data ?? null, start, cancel }
}

export interface DismissalOrder extends Dismissal {
  readonly of: { readonly message: string } | { readonly reason: string }
}

/** Says why messages will not be read, and takes that back. */
export function useDismiss(source: string) {
  const refresh = useRefresh(source)
  const dismiss = useMutation({
    mutationFn: ({ of, verdict, note }: DismissalOrder) =>
      'message' in of
        ? api.post<{ count: number; settled_at: string }>(sourcePath(source, `/quarantine/${of.message}/dismiss`), {
            verdict,
            note,
          })
        : api.post<{ count: number; settled_at: string }>(sourcePath(source, '/quarantine/dismiss'), {
            ...of,
            verdict,
            note,
          }),
    onSuccess: refresh,
  })
  const restore = useMutation({
    mutationFn: (of: { message: string } | { settled_at: string }) =>
      'message' in of
        ? api.post<{ count: number }>(sourcePath(source, `/quarantine/${of.message}/restore`))
        : api.post<{ count: number }>(sourcePath(source, '/quarantine/restore'), of),
    onSuccess: refresh,
  })
  return { dismiss, restore }
}
