import { EVERYTHING, type EventDraft } from '#model'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { ensureSource } from '#engine/source'
import { acceptEvents } from './accept.ts'
import { type EventSpan, listEvents } from './list.ts'

export const NOW = Date.parse('2026-11-24T10:00:00Z')

/** A store of events with one source of the province, and how to send and find. */
export async function room() {
  const t = await testContext({ services: [testService] })
  t.clock.set(NOW)
  await putTestAssets(t.ctx, { m1: null, a1: 'A', b1: 'B' })
  const source = await ensureSource(t.ctx, caller(), 'src')
  const accept = acceptEvents(t.ctx)
  const send = async (...drafts: EventDraft[]) => {
    const { accepted, duplicates, rejected } = await accept(t.ctx, source, drafts)
    return [accepted, duplicates, rejected.length]
  }
  const find = async (span: EventSpan = {}, scope = EVERYTHING, ctx = t.ctx) =>
    (await listEvents(ctx, span, scope, { limit: 100 })).items.map((one) => one.id)
  return { t, ctx: t.ctx, source, accept, send, find, [Symbol.asyncDispose]: () => t[Symbol.asyncDispose]() }
}

export function event(id: string, more: Partial<Omit<EventDraft, 'id' | 'kind' | 'part'>> = {}): EventDraft {
  return {
    kind: 'event',
    id,
    origin: null,
    type: 'test',
    at: NOW,
    subject: null,
    asset: null,
    severity: null,
    lat: null,
    lon: null,
    data: null,
    attributes: {},
    ...more,
  }
}
