import { type AddressInfo, type Server, type Socket, createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { Problem } from '#model'
import type { Caller, Contexts, Ctx } from '#engine/context'
import { Aedes, type Client } from 'aedes'
import { type SignIns, openSignIns } from './sign-in.ts'
import { take } from './take.ts'

export interface MqttGateway {
  readonly port: number
  close(): Promise<void>
}

export interface MqttOptions {
  readonly contexts: Contexts
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** With these the broker speaks MQTT over TLS and nothing else. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined
  /** The caller of a machine token; undefined when there is none. */
  readonly authenticate: (token: string, address: string | undefined) => Promise<Caller | undefined>
}

/** Bytes that a stranger may send before the sign-in is through. */
const MOST_UNKNOWN = 64 * 1024
const CONNECT_MS = 10_000
const CONNACK_WRONG = 4

/**
 * The built-in broker: user = the token's name, password = the token, topics and bodies as HTTP has them. aedes writes
 * PUBACK after `authorizePublish` and before `publish`, so the commit happens in the former: its callback is what
 * releases the acknowledgement. Devices only publish here; nothing is forwarded or retained.
 */
export async function openMqttGateway(options: MqttOptions): Promise<MqttGateway> {
  const live = options.contexts.get('live') as Ctx
  const { clock, log } = live
  const signIns = openSignIns(clock, options.authenticate)
  const broker = await Aedes.createBroker({
    connectTimeout: CONNECT_MS,
    authenticate(client, username, password, done) {
      const refuse = (): void =>
        done(Object.assign(new Error('unknown user or token'), { returnCode: CONNACK_WRONG }), false)
      signIns
        .enter(client, username, password?.toString('utf8') ?? '')
        .then((may) => (may ? done(null, true) : refuse()), refuse)
    },
    authorizePublish(client, packet, done) {
      packet.retain = false
      const stored = async (): Promise<void> => {
        const caller = await signIns.callerOf(client)
        const ctx = caller && options.contexts.get(caller.context)
        if (!caller || !ctx) throw new Problem('unauthenticated')
        await take(ctx, live, caller, packet.topic, Buffer.from(packet.payload))
      }
      stored().then(
        () => done(null),
        // Not stored, so not acknowledged: the connection ends and the device sends it again.
        (error: unknown) => {
          if (!(error instanceof Problem)) log.error({ error, topic: packet.topic }, 'an MQTT message failed')
          done(error instanceof Error ? error : new Error(String(error)))
        },
      )
    },
    authorizeSubscribe: (_client, _subscription, done) => done(null, null),
  })
  const greet = (socket: Socket): void => guard(signIns, socket, () => broker.handle(socket))
  const server = options.tls ? createTlsServer(options.tls, greet) : createServer(greet)
  const port = await listen(server, options)
  return {
    port,
    async close() {
      await new Promise<void>((done) => broker.close(() => done()))
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

/** Ends a connection that sends much before it says who it is. */
function guard(signIns: SignIns, socket: Socket, begin: () => Client): void {
  socket.on('error', () => socket.destroy())
  const client = begin()
  const watch = setInterval(() => {
    if (signIns.known(client)) clearInterval(watch)
    else if (socket.bytesRead > MOST_UNKNOWN) socket.destroy()
  }, 50)
  socket.on('close', () => clearInterval(watch))
}

function listen(server: Server, options: { host: string; port: number }): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(options.port, options.host, () => done((server.address() as AddressInfo).port))
  })
}
