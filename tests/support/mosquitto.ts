import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectAsync } from 'mqtt'
import { freePorts } from './process.ts'

const PROGRAM = '/usr/sbin/mosquitto'

/** Debian's broker over a configuration and ports of its own; the machine's service on 1883 is left alone. */
export interface Mosquitto extends AsyncDisposable {
  readonly port: number
  /** WebSocket, and TLS when a certificate was given. */
  readonly webPort: number
  readonly tlsPort: number
  /** Sessions and what they wait for are kept over a stop. */
  start(): Promise<void>
  stop(): Promise<void>
  /** A station publishes, QoS 1; returns when the broker has it. */
  publish(topic: string, body: string): Promise<void>
}

/** Names and passwords that the broker knows: `ioc` reads, `station` publishes. */
const PEOPLE = { ioc: 'ioc-reads', station: 'station-speaks' } as const

/** Why there is none on this machine; undefined when there is one. */
export function noMosquitto(): string | undefined {
  return existsSync(PROGRAM) ? undefined : 'mosquitto is not on this machine'
}

export async function openMosquitto(tls?: { cert: Buffer; key: Buffer }): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'serepok-mosquitto-'))
  const [port, webPort, tlsPort] = (await freePorts(3)) as [number, number, number]
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('people'), '', { mode: 0o600 })
  for (const [name, password] of Object.entries(PEOPLE)) {
    spawnSync('/usr/bin/mosquitto_passwd', ['-b', at('people'), name, password])
  }
  const secure = tls ? [`listener ${tlsPort} 127.0.0.1`, `certfile ${at('cert')}`, `keyfile ${at('key')}`] : []
  if (tls) {
    writeFileSync(at('cert'), tls.cert)
    writeFileSync(at('key'), tls.key, { mode: 0o600 })
  }
  chmodSync(folder, 0o700)
  const settings = [
    'allow_anonymous false',
    `password_file ${at('people')}`,
    'persistence true',
    `persistence_location ${folder}/`,
    // Started by root it would otherwise become a user who may not read this folder.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `listener ${port} 127.0.0.1`,
    `listener ${webPort} 127.0.0.1`,
    'protocol websockets',
    ...secure,
  ]
  writeFileSync(at('mosquitto.conf'), `${settings.join('\n')}\n`)
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    child = spawn(PROGRAM, ['-c', at('mosquitto.conf')], { stdio: 'ignore' })
    for (let tries = 0; tries < 200; tries += 1) {
      if (await answers(port)) return
      await sleep(25)
    }
    throw new Error('mosquitto does not answer')
  }
  async function stop(): Promise<void> {
    const one = child
    child = undefined
    if (!one || one.exitCode !== null) return
    const ended = new Promise((done) => one.once('exit', done))
    one.kill('SIGTERM')
    await ended
  }
  await start()
  return {
    port,
    webPort,
    tlsPort,
    start,
    stop,
    async publish(topic, body) {
      const station = { username: 'station', password: PEOPLE.station, reconnectPeriod: 0 }
      const client = await connectAsync(`mqtt://127.0.0.1:${port}`, station)
      await client.publishAsync(topic, body, { qos: 1 })
      await client.endAsync()
    },
    async [Symbol.asyncDispose]() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => (socket.destroy(), done(true)))
    socket.once('error', () => done(false))
  })
}
