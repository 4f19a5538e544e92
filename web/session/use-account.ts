import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'
import { useSession } from './use-session.ts'

/** The own account, as `GET /api/v1/session/account` answers. */
export interface Account {
  readonly login: string
  readonly demo: boolean
  readonly second_factor: boolean
  readonly recovery_codes: number
  /** When the password must be another one, told two weeks before. */
  readonly password_due: string | null
}

export function useAccount() {
  const { session } = useSession()
  return useQuery({
    queryKey: ['account', session?.person?.id],
    queryFn: () => api.get<Account>('/api/v1/session/account'),
    enabled: session != null && session.step === null,
    staleTime: 600_000,
  })
}
