import type { LiveMessage, LiveTopic } from '#model'
import { retryDelay } from './retry.ts'
import type { LiveEvent } from './state.ts'

/** What `state.ts` understands. */
const TOPICS: readonly LiveTopic[] = ['observation', 'alert', 'source', 'incident']
const PATH = `/api/v1/live?topics=${TOPICS.join(',')}`
/** Changes are gathered so long (ms) before the screen is drawn again. */
const GATHER_MS = 150
/** The centre beats every 10 s: silence of twice that is a lost connection, whatever the socket says. */
const SILENCE_MS = 25_000

export interface Wire {
  /** Opens the stream anew, from a new picture: the reader is another one. */
  renew(): void
  close(): void
}

/** Opens the stream and tells what comes; after a refusal or a silence it opens it again, ever more slowly. */
export function openWire(tell: (event: LiveEvent) => void): Wire {
  let source: EventSource | undefined
  let waiting: LiveMessage[] = []
  let drawing: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let heard = Date.now()

  function flush(): void {
    drawing = undefined
    const messages = waiting
    waiting = []
    if (messages.length > 0) tell({ kind: 'changes', messages, at: Date.now() })
  }
  function alive(): void {
    heard = Date.now()
    failures = 0
    tell({ kind: 'status', status: 'live', at: heard })
  }
  function open(): void {
    shut()
    heard = Date.now()
    source = new EventSource(PATH)
    source.addEventListener('open', alive)
    source.addEventListener('beat', alive)
    source.addEventListener('snapshot', (event: MessageEvent<string>) => {
      alive()
      flush()
      tell({ kind: 'snapshot', ...(JSON.parse(event.data) as { topic: LiveTopic; items: unknown[] }) })
    })
    source.addEventListener('message', (event: MessageEvent<string>) => {
      heard = Date.now()
      waiting.push(JSON.parse(event.data) as LiveMessage)
      drawing ??= setTimeout(flush, GATHER_MS)
    })
    source.addEventListener('error', () => {
      tell({ kind: 'status', status: 'lost', at: Date.now() })
      // The browser opens it again by itself, unless the answer was a refusal: then so do we, for a new picture.
      if (source?.readyState === EventSource.CLOSED) again()
    })
  }
  function shut(): void {
    clearTimeout(retry)
    clearTimeout(drawing)
    retry = undefined
    drawing = undefined
    waiting = []
    source?.close()
  }
  function again(): void {
    shut()
    retry = setTimeout(open, retryDelay(failures))
    failures += 1
  }
  const watch = setInterval(() => {
    if (retry !== undefined || Date.now() - heard < SILENCE_MS) return
    tell({ kind: 'status', status: 'lost', at: heard })
    again()
  }, 5000)
  open()
  return {
    renew: open,
    close() {
      clearInterval(watch)
      shut()
    },
  }
}
