import {
  type Asset,
  EVERYTHING,
  type EventDraft,
  type IngestAnswer,
  type ProblemCode,
  type Text,
  problemBody,
} from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { withinReach } from '#engine/intake'
import type { SourceRow } from '#engine/source'
import { locateUnit } from '#engine/territory'
import { commitEvents } from './commit.ts'
import { keyOf, newId } from './key.ts'
import type { NewEvent } from './store.ts'
import { lexemesOf } from './words.ts'

type AcceptingSource = Pick<SourceRow, 'id' | 'service' | 'agency'>
type Units = Pick<Ctx, 'db'>

/**
 * Makes the verb that stores events and answers after the commit; `live` is where the units are. Good ones are stored
 * whatever the others are; `index` in `rejected` is the draft's place. `arrived` (epoch ms) is of drafts that come late,
 * out of quarantine. Throws `unavailable` when nothing was stored and the sender must try again.
 */
export function acceptEvents(live: Units) {
  return async function accept(
    ctx: Ctx,
    source: AcceptingSource,
    drafts: readonly EventDraft[],
    language: keyof Text = 'vi',
    arrived?: number,
  ): Promise<IngestAnswer> {
    const now = ctx.clock.now()
    const assets = await assetsOf(ctx, source, drafts)
    const rejected: IngestAnswer['rejected'] = []
    const rows: NewEvent[] = []
    for (const [index, draft] of drafts.entries()) {
      const code = faultOf(draft, now)
      if (code) rejected.push({ index, problem: problemBody(code, language, { pointer: `/${index}/time` }) })
      else rows.push(await rowOf(ctx, live, source, draft, assets.get(draft.asset ?? ''), draft.at ?? arrived ?? now))
    }
    if (rows.length === 0) return { accepted: 0, duplicates: 0, corrected: 0, rejected }
    const months = new Set(rows.map((row) => new Date(row.at).toISOString().slice(0, 7)))
    await ctx.partitions.ensure('event', [...months])
    const counts = await commitEvents(ctx, { source: source.id, rows, arrived })
    return { ...counts, corrected: 0, rejected }
  }
}

/** The assets that the events name and the source's agency may speak for. */
async function assetsOf(
  ctx: Ctx,
  source: AcceptingSource,
  drafts: readonly EventDraft[],
): Promise<ReadonlyMap<string, Asset>> {
  const ids = [...new Set(drafts.flatMap((draft) => draft.asset ?? []))]
  const scope = source.agency === null ? EVERYTHING : [{ agency: source.agency, service: null, unit: null }]
  return ids.length === 0 ? new Map() : findAssets(ctx, ids, scope)
}

function faultOf(draft: EventDraft, now: number): ProblemCode | undefined {
  return draft.at !== null && !withinReach(draft.at, now) ? 'at_out_of_reach' : undefined
}

/** The event as it is stored: at its own place, else at its asset's; of an unknown asset the name alone is kept. */
async function rowOf(
  ctx: Pick<Ctx, 'services'>,
  live: Units,
  source: AcceptingSource,
  draft: EventDraft,
  asset: Asset | undefined,
  at: number,
): Promise<NewEvent> {
  const id = draft.id ?? newId()
  const { origin, type, severity, data, attributes } = draft
  const own = draft.lat !== null && draft.lon !== null
  const [lat, lon] = own ? [draft.lat, draft.lon] : [asset?.lat ?? null, asset?.lon ?? null]
  const unit = own ? await locateUnit(live, draft.lat as number, draft.lon as number, at) : (asset?.unit ?? null)
  const declared = ctx.services.find((one) => one.eventTypes.some((known) => known.id === type))
  const event = {
    id,
    key: keyOf(source.id, origin, id),
    source: source.id,
    origin,
    service: declared?.id ?? source.service,
    type,
    at,
    subject: draft.subject ?? (asset ? null : draft.asset),
    asset: asset?.id ?? null,
    agency: asset?.agency ?? source.agency,
    unit,
    lat,
    lon,
    severity,
    data,
    attributes,
  }
  return { ...event, lexemes: lexemesOf(event, ctx.services) }
}
