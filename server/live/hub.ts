import { EVERYTHING } from '#model'
import type { Ctx } from '#engine/context'
import { listSources } from '#engine/source'
import type { JournalEntry } from '#platform/journal'
import { changeReader, sourceChanges } from './changes.ts'
import type { Change, LiveClient } from './client.ts'

/** Follows one context's journal for all its screens: each change is read and written once, whoever listens. */
export interface LiveHub {
  /** Adds a screen; answers the journal position it stands at, and how to leave. */
  join(client: LiveClient): Promise<{ position: number; leave: () => void }>
  /** Changes after `seq-index`; undefined when that past is gone and the screen needs a new picture. */
  since(id: string, upTo: number): Promise<Change[] | undefined>
  /** How many screens listen. */
  screens(): number
  stop(): Promise<void>
}

const BATCH = 200
/** Entries that a returning screen is told one by one; more is told faster as a new picture. */
const MOST_RESUMED = 2000
const SOURCES_MS = 5000

export function openHub(ctx: Ctx): LiveHub {
  const clients = new Set<LiveClient>()
  const changesOf = changeReader(ctx)
  const looks = new Map<string, string>()
  let position = 0
  let turn: Promise<void> | undefined
  let rung = false
  let stopped = false

  async function work(): Promise<void> {
    while (rung && !stopped) {
      rung = false
      // With nobody listening the journal is not followed: the first to come stands at its end.
      if (clients.size === 0) continue
      for (;;) {
        const entries = await ctx.journal.read(position, BATCH)
        const last = entries.at(-1)
        if (!last || stopped) break
        const changes = await changesOf(entries)
        position = last.seq
        for (const client of clients) client.send(changes)
      }
    }
  }
  function wake(): void {
    rung = true
    turn ??= work()
      .catch((error: unknown) => ctx.log.warn({ error }, 'the screens could not be told; they are told again'))
      .finally(() => (turn = undefined))
  }
  async function tellSources(): Promise<void> {
    if (clients.size === 0 || stopped) return
    const { items } = await listSources(ctx, EVERYTHING, { limit: 10_000 })
    const changes = sourceChanges(items, looks)
    for (const client of clients) client.send(changes)
  }
  const silence = ctx.journal.onRing(wake)
  const timer = setInterval(() => void tellSources().catch(() => undefined), SOURCES_MS)
  timer.unref()

  return {
    async join(client) {
      if (clients.size === 0) {
        const latest = await ctx.journal.latest()
        // Another may have come meanwhile, and is being told from where it stood.
        if (clients.size === 0) position = Math.max(position, latest)
      }
      clients.add(client)
      return { position, leave: () => clients.delete(client) }
    },
    since: (id, upTo) => changesSince(ctx, changesOf, id, upTo),
    screens: () => clients.size,
    async stop() {
      stopped = true
      silence()
      clearInterval(timer)
      for (const client of clients) client.close()
      await turn
    },
  }
}

async function changesSince(
  ctx: Pick<Ctx, 'journal'>,
  changesOf: (entries: readonly JournalEntry[]) => Promise<Change[]>,
  id: string,
  upTo: number,
): Promise<Change[] | undefined> {
  const [seq, index] = id.split('-').map(Number) as [number, number | undefined]
  if (!Number.isSafeInteger(seq) || seq < 0 || seq > upTo || upTo - seq > MOST_RESUMED) return undefined
  const entries = (await ctx.journal.read(seq - 1, MOST_RESUMED + 1)).filter((entry) => entry.seq <= upTo)
  if (entries[0]?.seq !== seq || entries.some((entry) => entry.payload === null)) return undefined
  return (await changesOf(entries)).filter((change) => {
    const [at, place] = (change.id ?? '').split('-').map(Number) as [number, number]
    return at > seq || place > (index ?? -1)
  })
}
