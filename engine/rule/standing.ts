import { type Asset, type Rule, SEVERITIES, type Severity, type Text } from '#model'

const INDICATION: Text = { vi: ' (tham khảo)', en: ' (indicative)' }

/**
 * With which severity and title a rule may speak of an asset. One that is not of the rule's types, or that no person has
 * confirmed, gives an indication: always less severe than the rule itself, so nothing when the rule is the least already.
 */
export function standingOf(
  rule: Pick<Rule, 'name' | 'severity' | 'standing'>,
  asset: Pick<Asset, 'type' | 'confirmed'>,
): { severity: Severity; title: Text } | undefined {
  const { standing } = rule
  if (!standing || (asset.confirmed && standing.types.includes(asset.type))) {
    return { severity: rule.severity, title: rule.name }
  }
  const least = SEVERITIES.indexOf(rule.severity) + 1
  const severity = SEVERITIES[Math.max(least, SEVERITIES.indexOf(standing.otherwise))]
  if (!severity) return undefined
  return { severity, title: { vi: rule.name.vi + INDICATION.vi, en: rule.name.en + INDICATION.en } }
}
