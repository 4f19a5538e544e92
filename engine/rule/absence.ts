import { type AbsenceRule, type Asset, EVERYTHING } from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { pollDue, setDue } from '#engine/due'
import { type ObservationNews, latest } from '#engine/observation'
import { carryOut } from './carry-out.ts'
import { absenceEvidence } from './evidence.ts'
import { type States, stateKey } from './memory.ts'

const DUE = 'absence'

export interface AbsenceWatch {
  /** An asset was heard: watch it from now on, and end the alert that said it was silent. */
  heard(news: readonly ObservationNews[], assets: ReadonlyMap<string, Asset>): Promise<void>
  stop(): Promise<void>
}

/**
 * Absence of data: each watched asset has one deadline, when its newest value stops speaking for the present. Reached,
 * it looks again: heard since means a later deadline, else the rule fires. Only news ends it.
 */
export function watchAbsence(ctx: Ctx, states: States): AbsenceWatch {
  const watched = new Set<string>()
  const poll = pollDue(ctx, DUE, async ({ key }) => {
    const [id, subject] = key.split('|') as [string, string]
    const next = await check(
      ctx,
      states,
      rulesOf(ctx).find((rule) => rule.id === id),
      subject,
    )
    if (next === undefined) watched.delete(key)
    return next
  })
  return {
    async heard(news, assets) {
      const fresh: { kind: string; key: string; at: number }[] = []
      for (const subject of new Set(news.map((one) => one.asset))) {
        const asset = assets.get(subject)
        for (const rule of rulesOf(ctx)) {
          if (asset?.type !== rule.assetType) continue
          const key = `${rule.id}|${subject}`
          if (firing(states, rule, subject)) await check(ctx, states, rule, subject)
          if (watched.has(key)) continue
          watched.add(key)
          fresh.push({ kind: DUE, key, at: ctx.clock.now() })
        }
      }
      await setDue(ctx.db, fresh)
    },
    stop: () => poll.stop(),
  }
}

/** Fires, ends or waits; answers the next deadline, or nothing once it has fired. */
async function check(
  ctx: Ctx,
  states: States,
  rule: AbsenceRule | undefined,
  subject: string,
): Promise<number | undefined> {
  const asset = (await findAssets(ctx, [subject], EVERYTHING)).get(subject)
  if (!rule || !asset) return undefined
  const derived = new Set(ctx.services.flatMap((service) => service.derivations).map((one) => one.output))
  const { items } = await latest(ctx, { asset: subject }, EVERYTHING, { limit: 1000 })
  const measured = items.filter((item) => !derived.has(item.property))
  const newest = measured.toSorted((a, b) => Date.parse(b.stale_from) - Date.parse(a.stale_from))[0]
  if (!newest) return undefined
  const deadline = Date.parse(newest.stale_from)
  const silent = deadline <= ctx.clock.now()
  if (silent !== firing(states, rule, subject)) {
    const evidence = absenceEvidence(Date.parse(newest.at))
    const state = { firing: silent }
    await carryOut(
      ctx,
      [{ verdict: silent ? 'fires' : 'ends', rule, asset, evidence, times: 1 }],
      [{ rule: rule.id, subject, state }],
    )
    states.set(stateKey(rule.id, subject), state)
  }
  return silent ? undefined : deadline
}

function firing(states: States, rule: AbsenceRule, subject: string): boolean {
  return (states.get(stateKey(rule.id, subject)) as { firing: boolean } | undefined)?.firing === true
}

function rulesOf(ctx: Pick<Ctx, 'services'>): AbsenceRule[] {
  return ctx.services.flatMap((service) => service.rules).filter((rule) => rule.kind === 'absence')
}
