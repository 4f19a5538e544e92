import type { LiveTopic, Scope, Scoped } from '#model'
import { covers } from '#model'
import type { ServerResponse } from 'node:http'

/** One change on its way to the screens. `key` names the thing that changed: only its newest state matters. */
export interface Change {
  readonly topic: LiveTopic
  readonly key: string
  readonly scoped: Scoped
  /** Journal position `seq-index`; a change that is not in the journal has none. */
  readonly id: string | null
  readonly data: string
}

/** Bytes that may wait in a slow reader's socket before it gets only the newest change of each thing. */
const MOST_BUFFERED = 256 * 1024

/** A screen that listens. */
export interface LiveClient {
  send(changes: readonly Change[]): void
  event(name: string, data: unknown): void
  close(): void
}

export function openClient(raw: ServerResponse, topics: ReadonlySet<LiveTopic>, scope: Scope): LiveClient {
  const held = new Map<string, Change>()
  let skipped = 0

  function write(changes: Iterable<Change>): void {
    let text = ''
    for (const change of changes) text += `${change.id === null ? '' : `id: ${change.id}\n`}data: ${change.data}\n\n`
    if (text !== '') raw.write(text)
  }
  raw.on('drain', () => {
    if (held.size === 0) return
    if (skipped > 0) raw.write(`event: skipped\ndata: ${JSON.stringify({ count: skipped })}\n\n`)
    skipped = 0
    const changes = [...held.values()]
    held.clear()
    write(changes)
  })
  return {
    send(changes) {
      const mine = changes.filter((change) => topics.has(change.topic) && covers(scope, change.scoped))
      if (mine.length === 0) return
      if (raw.writableLength <= MOST_BUFFERED && held.size === 0) {
        write(mine)
        return
      }
      for (const change of mine) {
        if (held.delete(change.key)) skipped += 1
        held.set(change.key, change)
      }
    },
    event(name, data) {
      if (raw.writableLength <= MOST_BUFFERED) raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    close: () => raw.end(),
  }
}
