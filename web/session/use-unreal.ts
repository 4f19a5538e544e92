import type { Page, Service } from '#model'
import { api } from '#web/live'
import { useQuery } from '@tanstack/react-query'
import { useSession } from './use-session.ts'

/**
 * Whether what is shown is a demonstration, or comes from a service that is not official: the mark to put beside it. One
 * service's figures when `service` is given, otherwise those of every service.
 */
export function useUnreal(service?: string): 'demo' | 'trial' | null {
  const { session } = useSession()
  const services = useQuery({
    queryKey: ['services'],
    queryFn: () => api.get<Page<Service>>('/api/v1/services'),
    enabled: session != null,
    staleTime: 60_000,
  }).data?.items
  if (session?.context === 'demo') return 'demo'
  const shown = (services ?? []).filter((one) => service === undefined || one.id === service)
  return shown.some((one) => one.lifecycle.state !== 'official') ? 'trial' : null
}
