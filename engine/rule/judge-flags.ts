import type { Asset, QualityRule, ServiceDefinition } from '#model'
import type { ObservationNews } from '#engine/observation'
import type { Action, Outcome } from './action.ts'
import { qualityEvidence } from './evidence.ts'
import { type States, stateKey } from './memory.ts'
import { CLEAN, type QualityState, judgeQuality } from './quality.ts'
import { OLDEST } from './replay.ts'

/**
 * Asks the quality rules about each piece of news, in order. Changes `states`; answers the actions, firings that follow
 * one another as one.
 */
export function judgeFlags(
  services: readonly ServiceDefinition[],
  news: readonly ObservationNews[],
  assets: ReadonlyMap<string, Asset>,
  states: States,
  now: number,
): Outcome {
  const changed = new Set<string>()
  const last = new Map<string, number>()
  const actions: Action[] = []
  for (const one of news) {
    const asset = assets.get(one.asset)
    if (!asset || one.at < now - OLDEST) continue
    for (const rule of rulesOf(services, asset)) {
      const key = stateKey(rule.id, asset.id)
      const before = remembered(states.get(key))
      const { verdict, state } = judgeQuality(rule, one, before)
      states.set(key, state)
      if (state.firing !== before.firing || JSON.stringify(state.flagged) !== JSON.stringify(before.flagged)) {
        changed.add(key)
      }
      if (!verdict) continue
      const evidence = qualityEvidence(rule, one, state.flagged.length)
      const place = last.get(key)
      const same = place === undefined ? undefined : actions[place]
      if (place !== undefined && same?.verdict === 'fires' && verdict === 'fires') {
        actions[place] = { ...same, evidence, times: same.times + 1 }
      } else last.set(key, actions.push({ verdict, rule, asset, evidence, times: 1 }) - 1)
    }
  }
  return { actions, changed }
}

function rulesOf(services: readonly ServiceDefinition[], asset: Asset): QualityRule[] {
  const service = services.find((one) => one.id === asset.service)
  return (service?.rules ?? [])
    .filter((rule) => rule.kind === 'quality')
    .filter((rule) => rule.assetType === asset.type)
}

function remembered(state: unknown): QualityState {
  const known = state as QualityState | undefined
  return known?.flagged.every((one) => typeof one === 'object') ? known : CLEAN
}
