/** One Server-Sent Event; unnamed ones are called `message`. */
export interface LiveEvent {
  readonly name: string
  readonly id: string | undefined
  // Tests look at whatever the event carries.
  readonly data: Readonly<Record<string, unknown>>
}

export interface LiveReader extends AsyncDisposable {
  readonly events: LiveEvent[]
  readonly status: number
  /** The first event, past or to come, that is like this; fails after ten seconds. */
  until(like: (event: LiveEvent) => boolean): Promise<LiveEvent>
  /** Whether the server has ended the stream. */
  ended(): boolean
}

/** Follows the live stream as a screen does. */
export async function follow(
  address: string,
  token: string,
  topics: string,
  lastEventId?: string,
): Promise<LiveReader> {
  const abort = new AbortController()
  const answer = await fetch(`${address}/api/v1/live?topics=${topics}`, {
    headers: { authorization: `Bearer ${token}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: abort.signal,
  })
  const events: LiveEvent[] = []
  let over = false
  const reading = read(answer, events)
    .catch(() => undefined)
    .finally(() => (over = true))
  return {
    events,
    status: answer.status,
    ended: () => over,
    async until(like) {
      for (let i = 0; i < 500; i += 1) {
        const found = events.find(like)
        if (found) return found
        await new Promise((done) => setTimeout(done, 20))
      }
      throw new Error(`no such event among ${events.length}: ${events.map((event) => event.name).join()}`)
    },
    async [Symbol.asyncDispose]() {
      abort.abort()
      await reading
    },
  }
}

async function read(answer: Response, events: LiveEvent[]): Promise<void> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const field = (name: string): string | undefined =>
        part
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2)
      const data = field('data')
      if (data !== undefined)
        events.push({ name: field('event') ?? 'message', id: field('id'), data: JSON.parse(data) })
    }
  }
}
