import type { Property, Text } from '#model'
import { environment } from '#services/environment'

const SERVICES = [environment]

/** What is known of a property on the screen; undefined for one that no service of this build has. */
export function propertyOf(code: string): Property | undefined {
  return SERVICES.flatMap((service) => service.properties).find((property) => property.code === code)
}

export function propertyName(code: string): Text {
  return propertyOf(code)?.name ?? { vi: code, en: code }
}
