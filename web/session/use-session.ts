import type { Permission, SignInStep } from '#model'
import { ProblemError, api, liveStore, useLive } from '#web/live'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

export interface Session {
  readonly person: { readonly id: string; readonly name: string } | null
  readonly context: 'live' | 'demo'
  readonly permissions: readonly Permission[]
  readonly agency: string | null
  /** What the sign-in still lacks. */
  readonly step: SignInStep | null
}

export interface Instance {
  readonly province: { readonly id: string; readonly name: string }
  readonly demonstration: boolean
  readonly single_sign_on: boolean
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
    refetchOnWindowFocus: true,
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
    forgetAnswers(client)
    client.setQueryData(['session'], null)
  }
}

/** Keeps the screen one person's: asks who it is when the stream is lost, and forgets all when it is another one. */
export function useOnePerson(): void {
  const client = useQueryClient()
  const who = useSession().session?.person?.id
  const before = useRef(who)
  const { status } = useLive().connection
  useEffect(() => {
    if (status === 'lost') void client.invalidateQueries({ queryKey: ['session'] })
  }, [client, status])
  useEffect(() => {
    if (before.current !== undefined && who !== undefined && before.current !== who) {
      forgetAnswers(client)
      liveStore.reset()
    }
    before.current = who
  }, [client, who])
}

/** What was answered to one person is not for the next one. */
export function forgetAnswers(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'instance' && queryKey[0] !== 'session' })
}
