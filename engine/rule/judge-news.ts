import { type AlertEvidence, type Asset, DAY, type Rule, type ServiceDefinition } from '#model'
import type { ObservationNews } from '#engine/observation'
import { qualityEvidence, thresholdEvidence } from './evidence.ts'
import { CLEAN, type QualityState, judgeQuality } from './quality.ts'
import { CALM, type ThresholdState, judgeThreshold } from './threshold.ts'
import type { Verdict } from './verdict.ts'

/** What a rule wants done with its alert on a subject. */
export interface Action {
  readonly verdict: Exclude<Verdict, null>
  readonly rule: Rule
  readonly asset: Asset
  readonly evidence: AlertEvidence
  /** How many firings this one stands for. */
  readonly times: number
}

/** What rules remember, by `stateKey`. */
export type States = Pick<Map<string, unknown>, 'get' | 'set'>
export function stateKey(rule: string, subject: string): string {
  return `${rule}\0${subject}`
}

/** A value older than this says nothing of the present: it is stored, but raises no alert. */
const OLDEST = DAY

/**
 * Asks the service's threshold and quality rules about each piece of news, in order. Changes `states`; answers the
 * actions, firings that follow one another as one, and the keys whose state must be kept.
 */
export function judgeNews(
  services: readonly ServiceDefinition[],
  news: readonly ObservationNews[],
  assets: ReadonlyMap<string, Asset>,
  states: States,
  now: number,
): { actions: Action[]; changed: Set<string> } {
  const changed = new Set<string>()
  const last = new Map<string, Action>()
  const actions: Action[] = []
  for (const one of news) {
    const asset = assets.get(one.asset)
    const service = asset && services.find((candidate) => candidate.id === asset.service)
    if (!asset || !service || one.at < now - OLDEST) continue
    for (const rule of service.rules) {
      const action = ask(service, rule, one, asset, states, changed)
      if (!action) continue
      const key = stateKey(rule.id, asset.id)
      const before = last.get(key)
      if (before?.verdict === 'fires' && action.verdict === 'fires') {
        const merged = { ...action, times: before.times + 1 }
        actions[actions.indexOf(before)] = merged
        last.set(key, merged)
      } else {
        actions.push(action)
        last.set(key, action)
      }
    }
  }
  return { actions, changed }
}

function ask(
  service: ServiceDefinition,
  rule: Rule,
  one: ObservationNews,
  asset: Asset,
  states: States,
  changed: Set<string>,
): Action | undefined {
  const key = stateKey(rule.id, asset.id)
  if (rule.kind === 'threshold' && rule.property === one.property && one.quality === 'good') {
    const property = service.properties.find((candidate) => candidate.code === one.property)
    const before = (states.get(key) as ThresholdState | undefined) ?? CALM
    const { verdict, state } = judgeThreshold(rule, one, before)
    states.set(key, state)
    if (state.firing !== before.firing || state.since !== before.since) changed.add(key)
    if (!verdict || !property) return undefined
    return { verdict, rule, asset, evidence: thresholdEvidence(rule, property, one), times: 1 }
  }
  if (rule.kind === 'quality' && rule.assetType === asset.type) {
    const before = (states.get(key) as QualityState | undefined) ?? CLEAN
    const { verdict, state } = judgeQuality(rule, one, before)
    if (state !== before) states.set(key, state)
    if (state.firing !== before.firing || state.flagged.join() !== before.flagged.join()) changed.add(key)
    if (!verdict) return undefined
    return { verdict, rule, asset, evidence: qualityEvidence(rule, one, state.flagged.length), times: 1 }
  }
  return undefined
}
