import type { RawMessage } from '#model'
import { type IClientOptions, type MqttClient, connect } from 'mqtt'
import type { Settings } from './settings.ts'

/** An open connection, one message at a time. */
export interface Line {
  /** The next message; undefined when the signal came. Throws when the connection failed. */
  next(): Promise<RawMessage | undefined>
  close(): Promise<void>
}

const CONNECT_MS = 10_000
const CLOSE_MS = 2000
/** Under MQTT 5 the broker sends no more than these ahead of their PUBACKs, and none that is larger. */
const MOST_AHEAD = 20
const MOST_BYTES = 16 * 1024 * 1024
const FOREVER = 0xff_ff_ff_ff

/** What a session of this process was subscribed to: a broker goes on sending until it is told otherwise. */
const subscribed = new Map<string, readonly string[]>()

/**
 * mqtt.js hands a packet to `handleMessage`, writes the PUBACK when its callback is called, and takes nothing more from
 * the socket before: acknowledging after the commit and holding the broker back are one and the same.
 */
export function openLine(settings: Settings, signal: AbortSignal): Line {
  let waiting: RawMessage | undefined
  let failure: Error | undefined
  let wake = (): void => undefined
  const fail = (error: Error): void => {
    failure ??= error
    wake()
  }
  const client = connect(settings.url, optionsOf(settings))
  client.handleMessage = (packet, done) => {
    waiting = {
      bytes: Buffer.from(packet.payload),
      origin: packet.topic,
      receivedAt: Date.now(),
      ack: async () => done(),
    }
    wake()
  }
  client.on('connect', () => subscribe(client, settings, fail))
  client.on('error', (error) => fail(new Error(said(error))))
  client.on('close', () => fail(new Error('the broker closed the connection')))
  signal.addEventListener('abort', () => wake(), { once: true })
  return {
    async next() {
      while (!signal.aborted) {
        if (failure) throw failure
        const message = waiting
        waiting = undefined
        if (message) return message
        await new Promise<void>((done) => (wake = done))
      }
      return undefined
    },
    close: () => close(client),
  }
}

function optionsOf(settings: Settings): IClientOptions {
  return {
    clientId: settings.client,
    clean: false,
    // The engine backs off and opens anew.
    reconnectPeriod: 0,
    connectTimeout: CONNECT_MS,
    ...(settings.username ? { username: settings.username } : {}),
    ...(settings.password ? { password: settings.password } : {}),
    ...(settings.ca ? { ca: pem(settings.ca) } : {}),
    ...(settings.version === '5'
      ? {
          protocolVersion: 5,
          properties: {
            sessionExpiryInterval: FOREVER,
            receiveMaximum: MOST_AHEAD,
            maximumPacketSize: MOST_BYTES,
          },
        }
      : {}),
  }
}

/** Certificates whose line breaks may have been lost in a form of one line. */
function pem(text: string): string {
  const bodies = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)]
  return bodies
    .map(([, body = '']) => {
      const lines = body.replace(/\s/g, '').match(/.{1,64}/g) ?? []
      return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
    })
    .join('')
}

/** Not awaited by the reader: the broker's answer stands behind the messages that the session has kept. */
function subscribe(client: MqttClient, settings: Settings, fail: (error: Error) => void): void {
  const session = `${settings.url} ${settings.client}`
  const gone = (subscribed.get(session) ?? []).filter((topic) => !settings.topics.includes(topic))
  subscribed.set(session, settings.topics)
  if (gone.length > 0) client.unsubscribe(gone)
  client.subscribe([...settings.topics], { qos: 1 }, (error, granted) => {
    const refused = granted?.find((one) => one.qos > 2)?.topic
    if (error || refused !== undefined) {
      fail(new Error(`subscription refused: ${refused ?? settings.topics.join(', ')}`))
    }
  })
}

/** Says goodbye after the last PUBACK; a broker that does not listen any more is left. */
async function close(client: MqttClient): Promise<void> {
  const timer = setTimeout(() => client.stream.destroy(), CLOSE_MS)
  await client.endAsync(false).catch(() => undefined)
  clearTimeout(timer)
}

/** Two addresses that both refuse make an error without words of its own. */
function said(error: Error): string {
  const code = 'code' in error ? String(error.code) : error.name
  return error.message === '' ? code : error.message
}
