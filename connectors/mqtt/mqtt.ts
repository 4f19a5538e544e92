import type { Connector } from '#model'
import { openLine } from './line.ts'
import { Settings } from './settings.ts'

/**
 * A client of an outside broker (the built-in one is a gateway: decision 0004). It subscribes with QoS 1 in a session
 * that the broker keeps while nobody is connected, so what was not acknowledged comes again, and what came while the
 * centre was away comes late.
 */
export const mqtt: Connector<Settings> = {
  id: 'mqtt',
  name: { vi: 'Máy chủ MQTT bên ngoài', en: 'Outside MQTT broker' },
  settings: Settings,
  async *read(settings, signal) {
    const line = openLine(settings, signal)
    try {
      while (!signal.aborted) {
        const message = await line.next()
        if (!message) return
        yield message
      }
    } finally {
      await line.close()
    }
  },
}
