import assert from 'node:assert/strict'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { testDatabase } from '../tests/support/ground.ts'
import { copyTree, run, serve } from '../tests/support/tree.ts'

const NODE = process.execPath
const SERVICE = ['hydrology', '--vi', 'Thủy văn, thủy lợi', '--en', 'Hydrology & irrigation']
const CONNECTOR = ['http-poll', '--vi', 'Hỏi HTTP', '--en', 'HTTP poll']

describe('a scaffolded service and connector, in a copy of the tree', { timeout: 180_000 }, () => {
  const { root, remove } = copyTree()
  const bin = (name: string): string => join(root, 'node_modules/.bin', name)
  const tool = (name: string, args: readonly string[]) => run(root, NODE, [join(root, `tools/${name}.ts`), ...args])
  const text = (file: string): string => readFileSync(join(root, file), 'utf8')
  /** Every file that a scaffold could touch. */
  const everything = (): Record<string, string> =>
    Object.fromEntries(
      globSync('{main.ts,{services,connectors,web,provinces}/**/*.{ts,tsx,json,md,csv}}', { cwd: root }).map((file) => [
        file,
        text(file),
      ]),
    )
  let told: string[]

  before(async () => {
    const made = [await tool('new-service', SERVICE), await tool('new-connector', CONNECTOR)]
    for (const { code, all } of made) assert.equal(code, 0, all)
    told = made.map(({ out }) => out)
  })
  after(remove)

  test('they say what they made, what they changed and what comes next', () => {
    const [service = '', connector = ''] = told
    assert.match(service, /services\/hydrology\/hydrology-station\.decoder\.ts/)
    assert.match(
      service,
      /Đã sửa[^:]*:\n {2}main\.ts\n {2}web\/ui\/services\.ts\n {2}provinces\/dak-lak\/province\.json\n/,
    )
    assert.match(connector, /connectors\/http-poll\/http-poll\.ts/)
    assert.match(connector, /Đã sửa[^:]*:\n {2}main\.ts\n {2}web\/words\/source\.ts\n {2}web\/source\/wording\.ts\n/)
    for (const one of told) {
      assert.match(one, /Tiếp theo/)
      assert.doesNotMatch(one, /hãy tự thêm/)
    }
    const left = globSync('{services/hydrology,connectors/http-poll}/**/*', { cwd: root, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter((entry) =>
        /template|Dịch vụ mẫu|Giao thức mẫu/i.test(
          entry.name + readFileSync(join(entry.parentPath, entry.name), 'utf8'),
        ),
      )
    assert.deepEqual(left, [], 'nothing speaks of the template any more')
  })

  for (const [what, name, ...args] of [
    ['the layout', 'oxfmt', '--check'],
    ['the walls', 'oxlint', '--type-aware', '--deny-warnings'],
    ['the types', 'tsc', '-p', '.'],
    ['the types of the screen', 'tsc', '-p', 'web'],
    ['the search for unused code', 'knip'],
  ] as const)
    test(`${what} pass as they come`, async () => {
      const { code, all } = await run(root, bin(name), args)
      assert.equal(code, 0, all)
    })

  test('their own tests pass, and so do those of the words and the lists', async () => {
    const files = globSync('{services/hydrology/*,connectors/http-poll/*,web/words/*,tests/services}.test.ts', {
      cwd: root,
    })
    assert.ok(files.length >= 4, files.join())
    const { code, all } = await run(root, NODE, ['--test', '--test-reporter=tap', ...files])
    assert.equal(code, 0, all)
    assert.match(all, /^# fail 0$/m)
    assert.ok(Number(/^# pass (\d+)$/m.exec(all)?.[1]) > 10, all)
  })

  test('bad names, and places that are taken, are refused on one line, and nothing is touched', async () => {
    const was = everything()
    for (const [name, args, why] of [
      ['new-service', SERVICE, /^new-service: services\/hydrology\/ đã có/],
      ['new-connector', CONNECTOR, /^new-connector: connectors\/http-poll\/ đã có/],
      ['new-service', ['environment', '--vi', 'A', '--en', 'A'], /đã có/],
      // Its decoder would be called air-station, which is another's.
      ['new-service', ['air', '--vi', 'A', '--en', 'A'], /environment đã dùng air-station/],
      ['new-service', ['Thuy-Van', '--vi', 'A', '--en', 'A'], /ID: /],
      ['new-service', ['../out', '--vi', 'A', '--en', 'A'], /ID: /],
      ['new-service', ['a', 'b', '--vi', 'A', '--en', 'A'], /ID: /],
      ['new-service', ['x'.repeat(41), '--vi', 'A', '--en', 'A'], /ID: /],
      ['new-service', ['class', '--vi', 'A', '--en', 'A'], /ID: /],
      ['new-service', ['config', '--vi', 'A', '--en', 'A'], /main\.ts đã dùng tên config/],
      ['new-service', ['health', '--vi', 'Y tế'], /--en: /],
      ['new-service', ['health', '--vi', "'; process.exit() //", '--en', 'A'], /--vi: /],
      ['new-service', ['health', '--vi', 'A', '--en', 'A', '--province', '../x'], /--province: /],
      ['new-service', ['health', '--vi', 'A', '--en', 'A', '--force', 'x'], /--force/],
      ['new-connector', ['push', '--vi', 'A', '--en', 'A'], /là tên của động cơ/],
    ] as const) {
      const { code, out, all } = await tool(name, args)
      assert.deepEqual([code, out], [1, ''], args.join(' '))
      assert.match(all, why)
      assert.equal(all.trimEnd().split('\n').length, 1, all)
    }
    assert.deepEqual(everything(), was)
    const help = await tool('new-service', [])
    assert.deepEqual([help.code, help.out.includes('npm run new-service -- ID')], [0, true])
  })

  test('the centre takes readings of the new service, by hand, by file and by the new connector', async () => {
    const database = await testDatabase()
    const token = 'scaffold-'.repeat(4)
    const centre = await serve(root, NODE, [join(root, 'main.ts')], {
      PORT: '0',
      DATA_DIR: database.dataDir,
      DATABASE_URL: database.url,
      DATABASE_APP_URL: database.appUrl,
      ADMIN_TOKEN: token,
    })
    const polled: Server = createServer((_, response) => response.end(`GAUGE_9;${new Date().toISOString()};7\n`))
    await new Promise<void>((done) => polled.listen(0, '127.0.0.1', done))
    const call = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
      const answer = await fetch(`${centre.address}/api/v1/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const said = await answer.text()
      assert.equal(answer.status, 200, said)
      return JSON.parse(said) as Record<string, unknown>
    }
    const until = async (path: string, enough: (items: Record<string, unknown>[]) => boolean): Promise<void> => {
      for (let tries = 0; tries < 200; tries += 1) {
        if (enough((await call(path))['items'] as Record<string, unknown>[])) return
        await sleep(100)
      }
      assert.fail(`${path}: ${JSON.stringify(await call(path))}`)
    }
    try {
      const place = { type: 'hydrology-station', service: 'hydrology', lat: 12.7, lon: 108.1 }
      const asset = { id: 'GAUGE_1', name: 'Trạm thử', ...place }
      assert.deepEqual(await call('assets', [asset]), { accepted: 1, rejected: [] })
      const row = { asset: 'GAUGE_1', property: 'hydrology_value', at: new Date().toISOString(), value: 140.5 }
      const stored = { accepted: 1, duplicates: 0, corrected: 0, rejected: [] }
      assert.deepEqual(await call('observations', [row]), stored)
      await until('alerts?rule=hydrology-high', ([one]) => one?.['subject'] === 'GAUGE_1' && one['state'] === 'open')

      const folder = join(database.dataDir, 'files/gauges')
      await mkdir(folder, { recursive: true })
      copyFileSync(join(root, 'services/hydrology/sample/hydrology-station.csv'), join(folder, 'a.csv'))
      const source = { service: 'hydrology', decoder: 'hydrology-station', assets: 'learn' }
      await call('sources', {
        ...source,
        id: 'files',
        connector: 'file-drop',
        settings: { folder, look: 1, settle: 0 },
      })
      const url = `http://127.0.0.1:${(polled.address() as AddressInfo).port}/`
      await call('sources', { ...source, id: 'polled', connector: 'http-poll', settings: { url, look: 1, token: 'x' } })
      await until('observations/latest?service=hydrology', (items) => {
        const assets = items.map((one) => one['asset'])
        return ['GAUGE_1', 'TRAM_01', 'TRAM_02', 'GAUGE_9'].every((id) => assets.includes(id))
      })
      await until('sources/files/quarantine', ([one]) => one?.['reason'] === 'value')
      const [hidden] = (await call('sources?service=hydrology'))['items'] as { id: string; settings: object }[]
      assert.ok(hidden && !JSON.stringify(hidden.settings).includes('token'), 'a secret is not shown again')
    } finally {
      await centre.stop()
      polled.closeAllConnections()
      polled.close()
      await database.drop()
    }
  })

  test('where a list is not found, the lines to add are printed, and the rest is made', async () => {
    writeFileSync(join(root, 'main.ts'), text('main.ts').replace('const services = [', 'const offered = ['))
    rmSync(join(root, 'web/source/wording.ts'))
    const main = text('main.ts')
    const service = await tool('new-service', ['water', '--vi', 'Nước', '--en', 'Water'])
    assert.equal(service.code, 0, service.all)
    assert.match(
      service.out,
      /hãy tự thêm.*\n {2}main\.ts:\n {4}import \{ water \} from '#services\/water'\n {4}… services = /,
    )
    assert.equal(text('main.ts'), main, 'all of an edit, or nothing')
    assert.match(text('web/ui/services.ts'), /hydrology, water\]/)
    const connector = await tool('new-connector', ['modbus', '--vi', 'Modbus', '--en', 'Modbus'])
    assert.equal(connector.code, 0, connector.all)
    assert.match(connector.out, /hãy tự thêm.*\n {2}web\/source\/wording\.ts:\n {4}CONNECTORS = /)
    assert.match(text('main.ts'), /httpPoll, modbus\]/)
  })
})
