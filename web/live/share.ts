import { type LiveEvent, type LiveState, reduce } from './state.ts'
import { type Wire, openWire } from './wire.ts'

type Talk =
  | { readonly event: LiveEvent }
  | { readonly picture: LiveState }
  | { readonly hello: true }
  | { readonly renew: true }

/**
 * One connection per browser: the tab that holds the lock listens and tells the others; when it goes, the next one takes
 * the lock. Where the browser has neither lock nor channel, each tab listens for itself.
 */
export function shareWire(
  get: () => LiveState,
  set: (state: LiveState) => void,
  open: typeof openWire = openWire,
): Wire {
  const take = (event: LiveEvent): void => set(reduce(get(), event))
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return open(take)

  const channel = new BroadcastChannel('serepok-live')
  const say = (talk: Talk): void => channel.postMessage(talk)
  let wire: Wire | undefined
  const stop = new AbortController()

  function renew(): void {
    if (!wire) return say({ renew: true })
    // The others forget too: what they show was somebody else's.
    const event: LiveEvent = { kind: 'fresh' }
    take(event)
    say({ event })
    wire.renew()
  }
  channel.onmessage = (message: MessageEvent<Talk>): void => {
    const talk = message.data
    if (wire) {
      if ('hello' in talk) say({ picture: get() })
      else if ('renew' in talk) renew()
    } else if ('picture' in talk) set(talk.picture)
    else if ('event' in talk) take(talk.event)
  }
  say({ hello: true })
  void navigator.locks
    .request('serepok-live', { signal: stop.signal }, async () => {
      if (stop.signal.aborted) return
      wire = open((event) => {
        take(event)
        say({ event })
      })
      await new Promise<void>((done) => stop.signal.addEventListener('abort', () => done()))
    })
    .catch(() => undefined)
  return {
    renew,
    close() {
      stop.abort()
      wire?.close()
      channel.close()
    },
  }
}
