import { type Asset, type DueRule, EVERYTHING, HOUR } from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { pollDue, setDue } from '#engine/due'
import { carryOut } from './carry-out.ts'
import { dueAt, dueEvidence } from './evidence.ts'
import { type States, stateKey } from './memory.ts'
import type { Watch } from './watch.ts'

const DUE = 'due-date'
/** An overdue asset is looked at this often, so that a renewed date is seen without news. */
const AGAIN = HOUR

/** What the alert says now: the day that had passed, or nothing. */
interface DueState {
  readonly overdue: string | null
}

/**
 * Dates that pass: each watched asset has one deadline, the end of the day that it names. News of the asset looks too,
 * so a date that was moved is seen at once.
 */
export function watchDates(ctx: Ctx, states: States): Watch {
  const watched = new Map<string, string>()
  const poll = pollDue(ctx, DUE, async ({ key }) => {
    const [id, subject] = key.split('|') as [string, string]
    const rule = rulesOf(ctx).find((one) => one.id === id)
    const asset = (await findAssets(ctx, [subject], EVERYTHING)).get(subject)
    return rule && asset ? look(ctx, states, rule, asset) : undefined
  })
  return {
    async heard(_news, assets) {
      for (const rule of rulesOf(ctx)) {
        for (const asset of assets.values()) {
          const day = asset[rule.date] ?? ''
          const key = `${rule.id}|${asset.id}`
          if (asset.type !== rule.assetType || watched.get(key) === day) continue
          const next = await look(ctx, states, rule, asset)
          if (next !== undefined) await setDue(ctx.db, [{ kind: DUE, key, at: next }])
          watched.set(key, day)
        }
      }
    },
    stop: () => poll.stop(),
  }
}

/** Fires, ends or waits; answers when to look again. */
async function look(ctx: Ctx, states: States, rule: DueRule, asset: Asset): Promise<number | undefined> {
  const key = stateKey(rule.id, asset.id)
  const before = (states.get(key) as DueState | undefined)?.overdue ?? null
  const day = asset[rule.date] ?? undefined
  const now = ctx.clock.now()
  const overdue = day !== undefined && dueAt(day) <= now ? day : null
  if (overdue !== before) {
    const verdict = overdue === null ? 'ends' : 'fires'
    const evidence = dueEvidence(rule, day, overdue !== null, now)
    const state: DueState = { overdue }
    await carryOut(
      ctx,
      [{ verdict, rule, asset, evidence, times: before === null ? 1 : 0 }],
      [{ rule: rule.id, subject: asset.id, state }],
    )
    states.set(key, state)
  }
  if (day === undefined) return undefined
  return overdue === null ? dueAt(day) : now + AGAIN
}

function rulesOf(ctx: Pick<Ctx, 'services'>): DueRule[] {
  return ctx.services.flatMap((service) => service.rules).filter((rule) => rule.kind === 'due')
}
