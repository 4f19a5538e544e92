import { type LiveTopic, type Scope, type Scoped, covers } from '#model'
import type { ServerResponse } from 'node:http'

/** One change on its way to the screens. `key` names the thing that changed: only its newest state matters. */
export interface Change {
  readonly topic: LiveTopic
  readonly key: string
  /** Whoever may see one of these may see it. */
  readonly scoped: readonly Scoped[]
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

/** What those who follow the same topics with the same scope are sent, made once for all of them. */
interface Share {
  readonly changes: readonly Change[]
  readonly bytes: Buffer
}
const shares = new WeakMap<readonly Change[], Map<string, Share>>()

function shareOf(changes: readonly Change[], audience: string, topics: ReadonlySet<LiveTopic>, scope: Scope): Share {
  let made = shares.get(changes)
  if (!made) shares.set(changes, (made = new Map()))
  let share = made.get(audience)
  if (!share) {
    const mine = changes.filter((change) => topics.has(change.topic) && change.scoped.some((one) => covers(scope, one)))
    share = { changes: mine, bytes: Buffer.from(mine.map(frameOf).join('')) }
    made.set(audience, share)
  }
  return share
}

function frameOf({ id, data }: Change): string {
  return `${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`
}

export function openClient(raw: ServerResponse, topics: ReadonlySet<LiveTopic>, scope: Scope): LiveClient {
  const audience = JSON.stringify([[...topics].sort(), scope])
  const held = new Map<string, Change>()
  let skipped = 0

  raw.on('drain', () => {
    if (held.size === 0) return
    if (skipped > 0) raw.write(`event: skipped\ndata: ${JSON.stringify({ count: skipped })}\n\n`)
    skipped = 0
    const changes = [...held.values()]
    held.clear()
    raw.write(changes.map(frameOf).join(''))
  })
  return {
    send(changes) {
      const mine = shareOf(changes, audience, topics, scope)
      if (mine.changes.length === 0) return
      if (raw.writableLength <= MOST_BUFFERED && held.size === 0) {
        raw.write(mine.bytes)
        return
      }
      for (const change of mine.changes) {
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
