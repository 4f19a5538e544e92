import {
  type Asset,
  DAY,
  EVERYTHING,
  type IngestAnswer,
  type ObservationDraft,
  type ProblemCode,
  type Property,
  type ServiceDefinition,
  type Text,
  problemBody,
} from '#model'
import { findAssets, learnAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { withinReach } from '#engine/intake'
import type { SourceRow } from '#engine/source'
import { commitValues } from './commit.ts'
import { flag } from './flag.ts'
import type { IncomingValue } from './merge.ts'
import { resolveSeries, seriesName } from './series.ts'

export type AcceptingSource = Pick<SourceRow, 'id' | 'service' | 'agency' | 'assets' | 'connector'>

/**
 * Stores observations and answers after the commit. Good rows are stored whatever the others are; `index` in `rejected`
 * is the draft's place. `arrived` (epoch ms) is of drafts that come late, out of quarantine: a value that was received
 * after them stays the one that counts. Throws `unavailable` when nothing was stored and the sender must try again.
 */
export async function accept(
  ctx: Ctx,
  source: AcceptingSource,
  drafts: readonly ObservationDraft[],
  language: keyof Text = 'vi',
  arrived?: number,
): Promise<IngestAnswer> {
  const assets = await assetsOf(ctx, source, drafts)
  const now = ctx.clock.now()
  const rejected: IngestAnswer['rejected'] = []
  const values: Omit<IncomingValue, 'batch' | 'series'>[] = []
  drafts.forEach((draft, index) => {
    const judged = judge(ctx, source, draft, assets.get(draft.asset), now)
    if ('code' in judged) {
      rejected.push({ index, problem: problemBody(judged.code, language, { pointer: `/${index}/${judged.field}` }) })
    } else values.push(judged)
  })
  if (values.length === 0) return { accepted: 0, duplicates: 0, corrected: 0, rejected }
  const keys = values.map((value) => ({ source: source.id, asset: value.asset, property: value.property }))
  const ids = await resolveSeries(ctx, keys)
  await ctx.partitions.ensure('observation', monthsOf(values))
  const rows = values.map((value, at) => ({
    ...value,
    series: ids.get(seriesName(keys[at] as (typeof keys)[0])) as number,
  }))
  return { ...(await commitValues(ctx, { source: source.id, rows, arrived })), rejected }
}

/** The assets that the drafts name and the source's agency may speak for; a `learn` source adds the unknown ones. */
async function assetsOf(
  ctx: Ctx,
  source: AcceptingSource,
  drafts: readonly ObservationDraft[],
): Promise<ReadonlyMap<string, Asset>> {
  const ids = [...new Set(drafts.map((draft) => draft.asset))]
  const scope = source.agency === null ? EVERYTHING : [{ agency: source.agency, service: null, unit: null }]
  const found = await findAssets(ctx, ids, scope)
  const missing = ids.filter((id) => !found.has(id))
  if (source.assets !== 'learn' || missing.length === 0) return found
  const service = ctx.services.find((one) => one.id === source.service)
  const type = service?.assetTypes[0]
  if (!service || !type) return found
  await learnAssets(ctx, missing, { type: type.id, service: service.id, agency: source.agency })
  return findAssets(ctx, ids, scope)
}

function judge(
  ctx: Pick<Ctx, 'services'>,
  source: AcceptingSource,
  draft: ObservationDraft,
  asset: Asset | undefined,
  now: number,
): Omit<IncomingValue, 'batch' | 'series'> | { code: ProblemCode; field: string } {
  if (!asset) return { code: 'asset_unknown', field: 'asset' }
  const property = propertyOf(ctx.services, asset.service, draft.property)
  if (!property) return { code: 'property_unknown', field: 'property' }
  if (property.derived && source.connector !== 'derivation') return { code: 'property_derived', field: 'property' }
  if (!withinReach(draft.at, now)) return { code: 'at_out_of_reach', field: 'at' }
  const quality = flag(property, draft.value, draft.at, draft.quality, now)
  return { asset: draft.asset, property: draft.property, at: draft.at, value: draft.value, quality }
}

export function propertyOf(
  services: readonly ServiceDefinition[],
  service: string,
  code: string,
): Property | undefined {
  return services.find((one) => one.id === service)?.properties.find((one) => one.code === code)
}

/** `yyyy-MM` of all values; looked up once a day and not once a value, of which there are many. */
function monthsOf(values: readonly { at: number }[]): string[] {
  const days = new Set(values.map((value) => Math.floor(value.at / DAY)))
  return [...new Set([...days].map((day) => new Date(day * DAY).toISOString().slice(0, 7)))]
}
