import { AssetInput, EVERYTHING, type ProblemBody, type Text, covers, problemBody } from '#model'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import { locateUnit, swapped } from '#engine/territory'
import { findAssets } from './find.ts'
import { type PlacedAsset, upsert } from './store.ts'

export interface AssetAnswer {
  readonly accepted: number
  readonly rejected: { index: number; problem: ProblemBody }[]
}

/**
 * Inserts or renews assets by id; good rows of a mixed batch are stored. The commune is found from lat, lon. A caller of
 * one agency writes that agency's assets only: another agency's asset answers as if it did not exist.
 */
export async function putAssets(
  ctx: Pick<Ctx, 'db' | 'clock' | 'services'>,
  live: Pick<Ctx, 'db' | 'clock'>,
  caller: Caller,
  rows: readonly unknown[],
  language: keyof Text,
): Promise<AssetAnswer> {
  const rejected: AssetAnswer['rejected'] = []
  const good = new Map<string, { index: number; asset: AssetInput }>()
  rows.forEach((row, index) => {
    const problem = fault(ctx, row, index, language)
    if (problem) rejected.push({ index, problem })
    else {
      const asset = AssetInput.parse(row)
      good.set(asset.id, { index, asset })
    }
  })
  const known = await findAssets(ctx, [...good.keys()], EVERYTHING)
  const placed: PlacedAsset[] = []
  for (const { index, asset } of good.values()) {
    const before = known.get(asset.id)
    const unit = await locateUnit(live, asset.lat, asset.lon, ctx.clock.now())
    const agency = asset.agency ?? before?.agency ?? caller.agency
    const after = { agency, service: asset.service, unit }
    if (!covers(caller.scope, after) || (before && !covers(caller.scope, before))) {
      rejected.push({ index, problem: problemBody('forbidden', language, { pointer: `/${index}` }) })
    } else placed.push({ ...asset, unit, ...(agency === null ? {} : { agency }) })
  }
  if (placed.length > 0) {
    await ctx.db.transaction(async (tx) => {
      await upsert(tx, placed, ctx.clock.now())
      await record(tx, ctx, {
        actor: { kind: caller.kind, id: caller.id },
        act: 'asset.write',
        subject: placed.length === 1 ? (placed[0]?.id ?? '') : `${placed.length} assets`,
        detail: { ids: placed.map((asset) => asset.id) },
      })
    })
  }
  return { accepted: placed.length, rejected: rejected.sort((a, b) => a.index - b.index) }
}

function fault(ctx: Pick<Ctx, 'services'>, row: unknown, index: number, language: keyof Text): ProblemBody | undefined {
  const at = (field: string): { pointer: string } => ({ pointer: `/${index}/${field}` })
  if (exchanged(row)) return problemBody('coordinates_swapped', language, at('lat'))
  const read = AssetInput.safeParse(row)
  if (!read.success) {
    const issue = read.error.issues[0]
    const path = issue?.path.join('/') ?? ''
    return problemBody('row_invalid', language, {
      pointer: `/${index}${path ? `/${path}` : ''}`,
      detail: issue?.message,
    })
  }
  const service = ctx.services.find((one) => one.id === read.data.service)
  if (!service) return problemBody('row_invalid', language, { ...at('service'), detail: 'unknown service' })
  if (!service.assetTypes.some((type) => type.id === read.data.type)) {
    return problemBody('row_invalid', language, { ...at('type'), detail: 'unknown type of this service' })
  }
  return undefined
}

function exchanged(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false
  const { lat, lon } = row as { lat?: unknown; lon?: unknown }
  return typeof lat === 'number' && typeof lon === 'number' && swapped(lat, lon)
}
