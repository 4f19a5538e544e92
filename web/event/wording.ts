import type { Text } from '#model'
import { eventTypeOf } from '#web/ui'

/** What a type of event is called; its own name where no service declares it. */
export function typeName(type: string): Text {
  return eventTypeOf(type)?.name ?? { vi: type, en: type }
}
