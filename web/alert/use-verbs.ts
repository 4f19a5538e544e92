import type { Alert } from '#model'
import { ProblemError, api, liveStore } from '#web/live'
import { useMay } from '#web/session'
import { type QueryClient, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query'

const VERB = 'alert-verb'
type Verb = 'acknowledge' | 'resolve'
interface Order {
  readonly id: string
  readonly note?: string
}

/**
 * Puts the answer on the screen at once; the stream will say the same, and put an ended one among the ended. An ended one
 * that the stream has already taken away stays away.
 */
function put(client: QueryClient, alert: Alert): void {
  client.setQueryData(['alert', alert.id], alert)
  const state = liveStore.get()
  if (alert.state === 'resolved' && !state.alerts.has(alert.id)) return
  liveStore.set({ ...state, alerts: new Map(state.alerts).set(alert.id, alert) })
}

function useVerb(verb: Verb) {
  const client = useQueryClient()
  return useMutation<Alert, Error, Order>({
    mutationKey: [VERB, verb],
    mutationFn: ({ id, ...body }) => api.post<Alert>(`/api/v1/alerts/${id}/${verb}`, body),
    onSuccess: (alert) => put(client, alert),
    onError: async (error, { id }) => {
      // Somebody was first: then who, and when.
      if (isConflict(error)) put(client, await api.get<Alert>(`/api/v1/alerts/${id}`))
    },
    onSettled: (_, __, { id }) => {
      void client.invalidateQueries({ queryKey: ['alert', id] })
      if (verb === 'resolve') void client.invalidateQueries({ queryKey: ['alerts-ended'] })
    },
  })
}

export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'conflict'
}

/** Takes an alert: once, only one that is open, only who may. What came of it stands in `useVerbOf`. */
export function useAcknowledge(): { mutate: (id: string) => void } {
  const verb = useVerb('acknowledge')
  const may = useMay('alert.acknowledge')
  const client = useQueryClient()
  return {
    mutate: (id) => {
      const state = liveStore.get().alerts.get(id)?.state ?? 'open'
      const sent = client.isMutating({
        mutationKey: [VERB],
        predicate: ({ state: { variables } }) => (variables as Order | undefined)?.id === id,
      })
      if (may && state === 'open' && sent === 0) verb.mutate({ id })
    },
  }
}

export function useResolve(): {
  mutate: (order: { id: string; note: string }, then: { onSuccess: () => void }) => void
} {
  return useVerb('resolve')
}

/** What was last asked of an alert, by whatever part of this screen: still on its way, or refused. */
export function useVerbOf(id: string): {
  pending: Verb | undefined
  refused: { verb: Verb; error: Error } | undefined
} {
  const asked = useMutationState({
    filters: {
      mutationKey: [VERB],
      predicate: ({ state: { variables } }) => (variables as Order | undefined)?.id === id,
    },
    select: ({ state, options }) => ({ verb: options.mutationKey?.[1] as Verb, ...state }),
  })
  const last = asked.at(-1)
  return {
    pending: last?.status === 'pending' ? last.verb : undefined,
    refused: last?.status === 'error' && last.error ? { verb: last.verb, error: last.error } : undefined,
  }
}
