import { type LiveEvent, type LiveState, reduce } from './state.ts'
import { openWire } from './wire.ts'

interface Picture {
  readonly state: LiveState
}
type Talk = { readonly event: LiveEvent } | { readonly picture: Picture } | { readonly hello: true }

/**
 * One connection per browser: the tab that holds the lock listens and tells the others; when it goes, the next one takes
 * the lock. Where the browser has neither lock nor channel, each tab listens for itself. Answers how to stop.
 */
export function shareWire(get: () => LiveState, set: (state: LiveState) => void): () => void {
  const take = (event: LiveEvent): void => set(reduce(get(), event))
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return openWire(take)

  const channel = new BroadcastChannel('serepok-live')
  let leading = false
  let close: (() => void) | undefined
  const stop = new AbortController()
  channel.onmessage = (message: MessageEvent<Talk>): void => {
    const talk = message.data
    if ('hello' in talk) {
      if (leading) channel.postMessage({ picture: { state: get() } } satisfies Talk)
    } else if (!leading && 'picture' in talk) set(talk.picture.state)
    else if (!leading && 'event' in talk) take(talk.event)
  }
  channel.postMessage({ hello: true } satisfies Talk)
  void navigator.locks
    .request('serepok-live', { signal: stop.signal }, async () => {
      leading = true
      close = openWire((event) => {
        take(event)
        channel.postMessage({ event } satisfies Talk)
      })
      await new Promise<void>((done) => stop.signal.addEventListener('abort', () => done()))
    })
    .catch(() => undefined)
  return () => {
    stop.abort()
    close?.()
    channel.close()
  }
}
