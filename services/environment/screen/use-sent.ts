import { environment } from '#services/environment'
import { useLive } from '#web/live'

/** What the station has ever sent, in the order of the service. */
export function useSent(asset: string): string[] {
  const { observations } = useLive()
  return environment.properties
    .filter((one) => !one.derived && observations.has(`${asset} ${one.code}`))
    .map((one) => one.code)
}
