import type { EventType, Property, Rule, ServiceDefinition, Text } from '#model'
import { environment } from '#services/environment'

/** The services that the screen has words for: those of main.ts. */
const SERVICES: readonly ServiceDefinition[] = [environment]

/** What is known of a property on the screen; undefined for one that no service of this build has. */
export function propertyOf(code: string): Property | undefined {
  return SERVICES.flatMap((service) => service.properties).find((property) => property.code === code)
}

export function propertyName(code: string): Text {
  return propertyOf(code)?.name ?? { vi: code, en: code }
}

/** The rule that an alert names; undefined for one that this build no longer has. */
export function ruleOf(id: string): Rule | undefined {
  return SERVICES.flatMap((service) => service.rules).find((rule) => rule.id === id)
}

/** What is known of a type of event; undefined for one that no service of this build declares. */
export function eventTypeOf(type: string): EventType | undefined {
  return SERVICES.flatMap((service) => service.eventTypes).find((one) => one.id === type)
}

export function serviceName(id: string): Text {
  return SERVICES.find((service) => service.id === id)?.name ?? { vi: id, en: id }
}
