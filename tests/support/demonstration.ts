import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { runDemonstration } from '#demo'
import { callerOfToken, createToken, seedDemoPeople } from '#engine/person'
import { openMqttGateway } from '#gateways/mqtt'
import { EVERYTHING } from '#model'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPage, signIn } from './browser.ts'
import { type TestCentre, testCentre } from './centre.ts'

/** The demonstration behind its real doors, and the passwords of its people by login. */
interface TestDemonstration extends AsyncDisposable {
  readonly centre: TestCentre
  readonly address: string
  readonly passwords: ReadonlyMap<string, string>
}

async function testDemonstration(): Promise<TestDemonstration> {
  const t = await testCentre({ contexts: ['live', 'demo'] })
  const people = await seedDemoPeople(t.centre.live, t.dataDir)
  const mqtt = await openMqttGateway({
    contexts: t.centre.contexts,
    host: '127.0.0.1',
    port: 0,
    authenticate: (secret) => callerOfToken(t.centre.live, secret),
  })
  const token = async (name: string) => {
    const manager = { kind: 'system', id: 'test', scope: EVERYTHING } as const
    const order = { name, scopes: ['ingest', 'write'], agency: 'H15.NNMT', context: 'demo' } as const
    return { name, secret: (await createToken(t.centre.live, manager, order)).secret }
  }
  const demonstration = await runDemonstration({
    address: t.address,
    mqttPort: mqtt.port,
    tokens: { mqtt: await token('td-mqtt'), http: await token('td-http') },
    folder: join(t.dataDir, 'files/demo/tram-khi'),
    seed: 1,
  })
  return {
    centre: t,
    address: t.address,
    passwords: new Map(people.map((one) => [one.login, one.password])),
    async [Symbol.asyncDispose]() {
      await demonstration.stop()
      await mqtt.close()
      await t[Symbol.asyncDispose]()
    },
  }
}

interface OpenAs {
  readonly theme?: 'dark' | 'light'
  /** `truc-ban` unless given. */
  readonly login?: string
}

/** A page of the demonstration with somebody signed in. `faults` is what went wrong meanwhile. */
async function openAs(
  browser: Browser,
  demonstration: TestDemonstration,
  width: number,
  height: number,
  path = '/',
  { theme, login = 'truc-ban' }: OpenAs = {},
): Promise<{ page: Page; faults: string[] } & AsyncDisposable> {
  const { page, faults } = await openPage(browser, width, height)
  if (theme) await page.addInitScript((chosen) => localStorage.setItem('serepok-theme', chosen), theme)
  await signIn(page, demonstration.address, login, demonstration.passwords.get(login) ?? '')
  if (path !== '/') await page.goto(demonstration.address + path)
  return { page, faults, [Symbol.asyncDispose]: () => page.context().close() }
}

export interface DemonstrationRoom {
  /** Only within a test: it is not there before. */
  readonly demonstration: () => TestDemonstration
  readonly open: (width: number, height: number, path?: string, of?: OpenAs) => ReturnType<typeof openAs>
  /** As a stranger, at the first page. */
  readonly visit: (width: number, height: number) => ReturnType<typeof openAs>
  /** Until the map has drawn what it knows. */
  readonly idle: (page: Page) => Promise<unknown>
}

/** Tests that look at one demonstration through one browser; skipped, and said so, where there is none. */
export function onDemonstration(title: string, tests: (room: DemonstrationRoom) => void): void {
  describe(title, { skip: noBrowser() }, () => {
    let demonstration: TestDemonstration
    let browser: Browser
    before(async () => {
      demonstration = await testDemonstration()
      browser = await openBrowser()
    })
    after(async () => {
      await browser?.close()
      await demonstration?.[Symbol.asyncDispose]()
    })
    tests({
      demonstration: () => demonstration,
      open: (width, height, path, of) => openAs(browser, demonstration, width, height, path, of),
      visit: async (width, height) => {
        const { page, faults } = await openPage(browser, width, height)
        await page.goto(demonstration.address)
        return { page, faults, [Symbol.asyncDispose]: () => page.context().close() }
      },
      idle: (page) => page.waitForSelector('[data-map-idle=true]', { timeout: 60_000 }),
    })
  })
}
