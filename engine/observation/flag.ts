import { FUTURE_TOLERANCE, type Property, type Quality } from '#model'

/**
 * The quality of a value: what the sender says unless the sender calls it good, then what the property's range and the
 * clock (`now`, epoch ms) say.
 */
export function flag(property: Property, value: number, at: number, sent: Quality | undefined, now: number): Quality {
  if (sent !== undefined && sent !== 'good') return sent
  if (property.sentinels.includes(value)) return 'sentinel'
  if (value < 0 && property.min >= 0) return 'negative'
  if (value < property.min || value > property.max) return 'range'
  if (at > now + FUTURE_TOLERANCE) return 'future'
  return 'good'
}
