import type { SignInStep } from '#model'
import { type QueryClient, skipToken, useQuery } from '@tanstack/react-query'
import type { Session } from './use-session.ts'

const KEEPING = ['keeping-codes']

/**
 * The step to show in the place of the desk. Recovery codes are shown once: their page stays until the person says that
 * they are kept, although the sign-in is whole by then.
 */
export function useStep(session: Session | null | undefined): SignInStep | null {
  const keeping = useQuery<boolean>({ queryKey: KEEPING, queryFn: skipToken, gcTime: Number.POSITIVE_INFINITY }).data
  return session?.step ?? (session && keeping ? 'enrolment' : null)
}

export function keepCodes(client: QueryClient, keeping: boolean): void {
  client.setQueryData(KEEPING, keeping)
}
