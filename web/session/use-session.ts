import type { Permission } from '#model'
import { ProblemError, api, liveStore } from '#web/live'
import { useQuery, useQueryClient } from '@tanstack/react-query'

export interface Session {
  readonly person: { readonly id: string; readonly name: string } | null
  readonly context: 'live' | 'demo'
  readonly permissions: readonly Permission[]
  readonly agency: string | null
}

export interface Instance {
  readonly province: { readonly id: string; readonly name: string }
  readonly demonstration: boolean
  readonly version: string
}

/** Who is signed in; null when nobody is. */
export function useSession(): { session: Session | null | undefined; error: unknown } {
  const { data, error } = useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      try {
        return await api.get<Session>('/api/v1/session')
      } catch (problem) {
        if (problem instanceof ProblemError && problem.status === 401) return null
        throw problem
      }
    },
    staleTime: 60_000,
    refetchInterval: 120_000,
  })
  return { session: data, error }
}

export function useInstance(): Instance | undefined {
  return useQuery({
    queryKey: ['instance'],
    queryFn: () => api.get<Instance>('/api/v1/instance'),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}

export function useMay(permission: Permission): boolean {
  return useSession().session?.permissions.includes(permission) === true
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await api.delete('/api/v1/session').catch(() => undefined)
    client.clear()
    liveStore.reset()
    client.setQueryData(['session'], null)
  }
}
