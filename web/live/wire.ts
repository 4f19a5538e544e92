import { LIVE_TOPICS, type LiveMessage } from '#model'
import type { LiveEvent } from './state.ts'

const PATH = `/api/v1/live?topics=${LIVE_TOPICS.join(',')}`
/** Changes are gathered so long (ms) before the screen is drawn again. */
const GATHER_MS = 150
const RETRY_MS = 3000
/** The centre beats every 10 s: silence of twice that is a lost connection, whatever the socket says. */
const SILENCE_MS = 25_000

/** Opens the stream and tells what comes. Answers how to close it. */
export function openWire(tell: (event: LiveEvent) => void): () => void {
  let source: EventSource | undefined
  let waiting: LiveMessage[] = []
  let drawing: ReturnType<typeof setTimeout> | undefined
  let heard = Date.now()
  let closed = false

  function flush(): void {
    drawing = undefined
    const messages = waiting
    waiting = []
    if (messages.length > 0) tell({ kind: 'changes', messages, at: Date.now() })
  }
  function open(): void {
    if (closed) return
    heard = Date.now()
    source = new EventSource(PATH)
    const alive = (): void => {
      heard = Date.now()
      tell({ kind: 'status', status: 'live', at: heard })
    }
    source.addEventListener('open', alive)
    source.addEventListener('beat', alive)
    source.addEventListener('snapshot', (event) => {
      alive()
      tell({
        kind: 'snapshot',
        ...(JSON.parse((event as MessageEvent<string>).data) as { topic: 'alert'; items: unknown[] }),
      })
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
  function again(): void {
    source?.close()
    setTimeout(open, RETRY_MS)
  }
  const watch = setInterval(() => {
    if (Date.now() - heard < SILENCE_MS) return
    tell({ kind: 'status', status: 'lost', at: heard })
    heard = Date.now()
    again()
  }, 5000)
  open()
  return () => {
    closed = true
    clearInterval(watch)
    clearTimeout(drawing)
    source?.close()
  }
}
