import type { Alert } from '#model'
import { api, liveStore } from '#web/live'
import { useMutation, useQueryClient } from '@tanstack/react-query'

/** Puts the answer on the screen at once; the stream will say the same. */
function put(alert: Alert): void {
  const state = liveStore.get()
  const alerts = new Map(state.alerts)
  if (alert.state === 'resolved') alerts.delete(alert.id)
  else alerts.set(alert.id, alert)
  liveStore.set({ ...state, alerts })
}

export function useAcknowledge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.post<Alert>(`/api/v1/alerts/${id}/acknowledge`),
    onSuccess: put,
    onSettled: () => client.invalidateQueries({ queryKey: ['alert'] }),
  })
}

export function useResolve() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note: string }) =>
      api.post<Alert>(`/api/v1/alerts/${id}/resolve`, { note }),
    onSuccess: put,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['alert'] })
      void client.invalidateQueries({ queryKey: ['alerts-ended'] })
    },
  })
}
