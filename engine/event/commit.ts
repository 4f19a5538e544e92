import { DAY, type Event, bucketStart } from '#model'
import type { Ctx } from '#engine/context'
import { type Batch, groupCommit } from '#engine/intake'
import { counted, heard } from '#engine/source'
import { forgetDays } from './count-store.ts'
import { EVENT_ENTRY } from './news.ts'
import { type NewEvent, insertEvents } from './store.ts'

interface Counts {
  accepted: number
  duplicates: number
}

/** Commits events of one source; requests that wait share the next transaction, each is answered with its own counts. */
export const commitEvents = groupCommit(commitGroup)

function commitGroup(ctx: Pick<Ctx, 'journal' | 'clock'>, group: readonly Batch<NewEvent>[]): Promise<Counts[]> {
  const { source, arrived } = group[0] as Batch<NewEvent>
  return ctx.journal.commit(async (tx) => {
    const now = ctx.clock.now()
    const receivedAt = arrived ?? now
    const counts: Counts[] = group.map(() => ({ accepted: 0, duplicates: 0 }))
    const firsts = new Map<string, { row: NewEvent; batch: number }>()
    group.forEach(({ rows }, batch) => {
      for (const row of rows) {
        if (firsts.has(row.key)) (counts[batch] as Counts).duplicates += 1
        else firsts.set(row.key, { row, batch })
      }
    })
    const fresh = await insertEvents(
      tx,
      [...firsts.values()].map(({ row }) => row),
      receivedAt,
    )
    const news: Event[] = []
    for (const { row, batch } of firsts.values()) {
      if (!fresh.has(row.key)) (counts[batch] as Counts).duplicates += 1
      else {
        ;(counts[batch] as Counts).accepted += 1
        news.push(newsOf(row, receivedAt))
      }
    }
    if (news.length > 0) await forgetDays(tx, [...new Set(news.map((one) => bucketStart(Date.parse(one.at), DAY)))])
    const received = group.reduce((sum, { rows }) => sum + rows.length, 0)
    // The source did not speak just now when its message came out of quarantine: what it said then is counted then.
    await (arrived === undefined ? heard : counted)(tx, source, received, receivedAt)
    const notes = news.length === 0 ? [] : [{ kind: EVENT_ENTRY, source, receivedAt: now, payload: news }]
    return { result: counts, notes }
  })
}

function newsOf(row: NewEvent, receivedAt: number): Event {
  const { lexemes: _, at, ...event } = row
  return { ...event, at: new Date(at).toISOString(), received_at: new Date(receivedAt).toISOString() }
}
