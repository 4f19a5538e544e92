import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileDrop } from '#connectors/file-drop'
import { mqtt } from '#connectors/mqtt'
import { replay } from '#connectors/replay'
import { runDemonstration } from '#demo'
import { callerOfToken, firstAdministrator, renewToken, seedDemoPeople } from '#engine/person'
import { openMqttGateway } from '#gateways/mqtt'
import { tileRoutes } from '#gateways/tiles'
import { type Connector, EVERYTHING } from '#model'
import { type Config, ConfigError, loadConfig, readTls } from '#platform/config'
import { type Centre, openCentre } from '#server/centre'
import { environment } from '#services/environment'

/** The composition root: the only file that knows every service, connector and gateway. */
const services = [environment]
const connectors: readonly Connector[] = [fileDrop, mqtt, replay]

const root = import.meta.dirname
const demonstration = process.argv.includes('--demo')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

async function main(): Promise<void> {
  const config = loadConfig({ env: process.env, cwd: process.cwd(), mode: demonstration ? 'start' : 'serve' })
  const undo: (() => Promise<void>)[] = []
  const ended = endOnSignal(undo)
  const centre = await openCentre({
    config,
    version,
    services,
    connectors,
    gateways: [tileRoutes],
    contexts: demonstration ? ['live', 'demo'] : ['live'],
    provinces: join(root, 'provinces'),
    screen: join(root, 'web/dist'),
  })
  undo.push(() => centre.stop())
  const mqttPort = builtInBroker(config)
  if (mqttPort !== undefined) {
    const broker = await openMqttGateway({
      contexts: centre.contexts,
      host: demonstration ? '127.0.0.1' : config.host,
      port: mqttPort,
      tls: demonstration ? undefined : readTls(config),
      authenticate: (token) => callerOfToken(centre.live, token),
    })
    undo.push(() => broker.close())
    console.log(`MQTT: ${demonstration ? '127.0.0.1' : config.host}:${broker.port}`)
    if (demonstration) await demonstrate(centre, config.dataDir, broker.port, undo)
  }
  if (!demonstration) await greet(centre)
  await ended
}

/** The built-in broker's port: the demonstration always has one; an outside broker stands in its place. */
function builtInBroker({ mqttPort, mqttUrl }: Config): number | undefined {
  if (demonstration) return mqttPort ?? 0
  if (mqttUrl === undefined) return mqttPort
  const unused = mqttPort === undefined ? '' : ' · MQTT_PORT không dùng / is not used'
  console.log(`MQTT: ${new URL(mqttUrl).host} (MQTT_URL)${unused}`)
  return undefined
}

/** *Một ngày ở Đắk Lắk* in the context `demo`, and how to look at it. */
async function demonstrate(
  centre: Centre,
  dataDir: string,
  mqttPort: number,
  undo: (() => Promise<void>)[],
): Promise<void> {
  const accounts = await seedDemoPeople(centre.live, dataDir)
  const day = await runDemonstration({
    address: centre.address,
    mqttPort,
    tokens: { mqtt: await demoToken(centre, 'td-mqtt'), http: await demoToken(centre, 'td-http') },
    folder: join(dataDir, 'files', 'demo', 'tram-khi'),
    seed: 2026,
  })
  undo.push(() => day.stop())
  console.log(`\nSerepok · TRÌNH DIỄN · ${centre.address}/\n`)
  console.log('Đăng nhập bằng một tài khoản trình diễn / Sign in with a demonstration account:')
  for (const { login, password, name } of accounts) console.log(`  ${login.padEnd(12)} ${password}   ${name}`)
  console.log('\nCtrl-C để dừng; số liệu được giữ lại. / Ctrl-C ends it; data stays.')
}

/** The stations of the demonstration are a department's: their tokens are made anew at each start. */
async function demoToken(centre: Centre, name: string): Promise<{ name: string; secret: string }> {
  const manager = { kind: 'system', id: 'start', scope: EVERYTHING } as const
  const order = { name, scopes: ['ingest', 'write'], agency: 'H15.NNMT', context: 'demo' } as const
  return { name, secret: (await renewToken(centre.live, manager, order)).secret }
}

async function greet(centre: Centre): Promise<void> {
  console.log(`\nSerepok · ${centre.address}/\n`)
  const link = await firstAdministrator(centre.live)
  if (link)
    console.log(
      `Tạo quản trị viên đầu tiên (một lần, 24 giờ) / First administrator (once, 24 h):\n  ${centre.address}/moi/${link}`,
    )
}

/** Ctrl-C, SIGTERM: everything is closed in the opposite order, once, however often the signal comes. */
function endOnSignal(undo: (() => Promise<void>)[]): Promise<void> {
  return new Promise((done, failed) => {
    let ending = false
    const end = (): void => {
      if (ending) return
      ending = true
      undo.reduceRight((before, step) => before.then(step), Promise.resolve()).then(done, failed)
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  })
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    console.error(error instanceof ConfigError || taken ? (error as Error).message : error)
    process.exit(1)
  },
)
