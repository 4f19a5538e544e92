import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const WALL = 'no-restricted-imports'

/** What a trespasser would write, where, and the rule that must refuse it. */
const TRESPASSES: readonly (readonly [what: string, file: string, text: string, rule: string])[] = [
  ['the model reads files', 'model/planted.ts', `import 'node:fs'`, WALL],
  ['the model knows the engine', 'model/planted-verb.ts', `import '#engine/alert'`, WALL],
  ['the platform knows a domain word', 'platform/clock/planted.ts', `import '#engine/alert'`, WALL],
  ['the configuration speaks to PostgreSQL', 'platform/config/planted.ts', `import 'pg'`, WALL],
  ['the engine speaks to PostgreSQL', 'engine/alert/planted.ts', `import 'pg'`, WALL],
  ['a verb knows the counter', 'engine/alert/planted-verb.ts', `import 'fastify'`, WALL],
  ['even its types', 'engine/alert/planted-type.ts', `import type { FastifyInstance } from 'fastify'`, WALL],
  ['the engine fetches a service', 'engine/rule/planted.ts', `import '#services/environment'`, WALL],
  ['a route fetches a service', 'engine/rule/routes.ts', `import '#services/environment'`, WALL],
  ['the engine fetches a connector', 'engine/source/planted.ts', `import '#connectors/file-drop'`, WALL],
  ['a room is left by the window', 'engine/alert/planted-up.ts', `import '../rule/run.ts'`, WALL],
  ['a wire has an opinion', 'connectors/file-drop/planted.ts', `import '#engine/source'`, WALL],
  ['a service reads files', 'services/environment/planted.ts', `import 'node:fs'`, WALL],
  ['a service acts', 'services/environment/planted-verb.ts', `import '#engine/alert'`, WALL],
  ['a gateway goes to the database', 'gateways/mqtt/planted.ts', `import '#platform/database'`, WALL],
  ['the counter fetches a service', 'server/http/planted.ts', `import '#services/environment'`, WALL],
  ['the counter speaks to PostgreSQL', 'server/live/planted.ts', `import 'pg'`, WALL],
  ['the browser sees the server', 'web/alert/planted.tsx', `import '#engine/alert'`, WALL],
  ['the browser reads files', 'web/map/planted.ts', `import 'node:fs'`, WALL],
  ['a service screen sees the server', 'services/environment/screen/planted.tsx', `import '#server/http'`, WALL],
  [
    'a service screen sits in another room than those for guests',
    'services/environment/screen/planted-room.tsx',
    `import '#web/alert'`,
    WALL,
  ],
  ['a service screen rearranges the house', 'services/environment/screen/planted-list.ts', `import '#screens'`, WALL],
  ['a service screen visits another', 'services/environment/screen/planted-visit.ts', `import '#screens/water'`, WALL],
  ['a service shows itself', 'services/environment/planted-screen.ts', `import '#screens/environment'`, WALL],
  ['a room reaches a screen past the list', 'web/shell/planted.ts', `import '#screens/environment'`, WALL],
  ['the list of screens knows more than screens', 'web/screens.ts', `import '#web/alert'`, WALL],
  ['the demonstration looks at the screens', 'demo/planted-screen.ts', `import '#screens/environment'`, WALL],
  ['the demonstration has a key to the engine', 'demo/planted.ts', `import '#engine/observation'`, WALL],
  ['a door without a name', 'engine/audit/planted.ts', `export default 1`, 'no-default-export'],
  ['anything goes', 'engine/audit/planted-any.ts', `export const value: any = 1`, 'no-explicit-any'],
]
const CYCLE = ['platform/clock/planted-a.ts', 'platform/clock/planted-b.ts'] as const

/** The rooms of the screen whose furniture a service's screen may use. */
const GUEST_ROOMS = ['ui', 'map', 'chart', 'live', 'words', 'proof', 'export', 'session'].map((room) => `#web/${room}`)

/** A neighbour in every walled place that keeps to what it may know. */
const NEIGHBOURS: readonly (readonly [file: string, text: string])[] = [
  ['model/clean.ts', `import { z } from 'zod'\nexport const clean = z.string()`],
  ['platform/clock/clean.ts', `import { Problem } from '#model'\nexport const clean = Problem`],
  ['engine/alert/clean.ts', `import type { Ctx } from '#engine/context'\nexport type Clean = Ctx`],
  [
    'engine/alert/clean-routes.ts',
    `import type { FastifyInstance } from 'fastify'\nexport type Clean = FastifyInstance`,
  ],
  [
    'connectors/file-drop/clean.ts',
    `import 'node:fs'\nimport type { Connector } from '#model'\nexport type Clean = Connector`,
  ],
  ['services/environment/clean.ts', `import type { Rule } from '#model'\nexport type Clean = Rule`],
  ['gateways/mqtt/clean.ts', `import type { Ctx } from '#engine/context'\nexport type Clean = Ctx`],
  ['server/http/clean.ts', `import type { Ctx } from '#engine/context'\nexport type Clean = Ctx`],
  ['web/alert/clean.tsx', `import { severityRank } from '#web/ui'\nexport const clean = severityRank`],
  ['web/screens.ts', `export const load = () => import('#screens/environment')`],
  [
    'services/environment/screen/clean.tsx',
    ['#model', '#services/environment', ...GUEST_ROOMS].map((door) => `import '${door}'`).join('\n'),
  ],
  ['demo/clean.ts', `import 'node:net'\nimport type { Text } from '#model'\nexport type Clean = Text`],
]

interface Fault {
  readonly file: string
  readonly rule: string
}

/** The linter over a copy of the walls with these files alone in it. */
function lint(files: readonly (readonly [string, string])[]): { faults: Fault[]; linted: number } {
  const place = mkdtempSync(join(tmpdir(), 'serepok-walls-'))
  try {
    for (const shared of ['.oxlintrc.json', 'package.json', 'tsconfig.json'])
      cpSync(join(ROOT, shared), join(place, shared))
    symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'))
    for (const [file, text] of files) {
      mkdirSync(dirname(join(place, file)), { recursive: true })
      writeFileSync(join(place, file), `${text}\n`)
    }
    const run = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['--format=json'], { cwd: place, encoding: 'utf8' })
    const report = JSON.parse(run.stdout) as {
      diagnostics: { filename: string; code: string }[]
      number_of_files: number
    }
    return {
      faults: report.diagnostics.map(({ filename, code }) => ({ file: filename, rule: code })),
      linted: report.number_of_files,
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

describe('the walls', () => {
  let planted: ReturnType<typeof lint>
  before(() => {
    planted = lint([
      ...TRESPASSES.map(([, file, text]) => [file, text] as const),
      [CYCLE[0], `import { b } from './planted-b.ts'\nexport const a = (): unknown => b`],
      [CYCLE[1], `import { a } from './planted-a.ts'\nexport const b = (): unknown => a`],
    ])
  })
  after(() => assert.equal(planted.linted, TRESPASSES.length + CYCLE.length, 'every planted file was looked at'))

  for (const [what, file, , rule] of TRESPASSES)
    test(`refuse: ${what} (${file})`, () =>
      assert.ok(
        planted.faults.some((fault) => fault.file === file && fault.rule.includes(rule)),
        JSON.stringify(planted.faults.filter((fault) => fault.file === file)),
      ))

  test('refuse a circle of imports', () =>
    assert.ok(planted.faults.some((fault) => CYCLE.some((file) => fault.file === file) && /no-cycle/.test(fault.rule))))

  test('let a neighbour through who keeps to what it may know', () => {
    const { faults, linted } = lint(NEIGHBOURS)
    assert.equal(linted, NEIGHBOURS.length)
    assert.deepEqual(faults, [])
  })

  test('a path past a door does not resolve', async () => {
    for (const path of ['#engine/alert/store.ts', '#engine/alert/store', '#platform/database/embedded.ts'])
      await assert.rejects(import(path), /ERR_MODULE_NOT_FOUND|Cannot find/, path)
    assert.equal(typeof (await import('#engine/alert')).acknowledge, 'function')
  })
})

describe('habits that the linter has no rule for', () => {
  const files = globSync('{model,platform,engine,connectors,gateways,services,server,demo}/**/*.ts', { cwd: ROOT })
    .filter((file) => !/\.test\.ts$|\.oracle\.ts$/.test(file))
    .map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const)
  const naughty = (where: RegExp, what: RegExp): string[] =>
    files.filter(([file, text]) => where.test(file) && what.test(text)).map(([file]) => file)

  test('there is something to look at', () => assert.ok(files.length > 100, String(files.length)))
  test('the engine, its services and gateways take the time from their clock', () =>
    assert.deepEqual(naughty(/^(engine|services|gateways|model)\//, /\bDate\.now\(|\bnew Date\(\)/), []))
  test('no statement of the engine asks the database for the time', () =>
    assert.deepEqual(naughty(/^engine\//, /(?<![.\w])now\(\)|current_(timestamp|date|time)\b|clock_timestamp/i), []))
  test('SQL lives in store.ts', () =>
    assert.deepEqual(
      naughty(/^engine\/(?!.*(store|test-[\w-]+)\.ts$)/, /`\s*(select|insert into|update|delete from)\s/),
      [],
    ))
  const screens = globSync('{services/*/screen,web,demo,tools}/**/*.{ts,tsx}', {
    cwd: ROOT,
    exclude: ['web/dist/**'],
  }).map((file) => [file.replaceAll('\\', '/'), readFileSync(join(ROOT, file), 'utf8')] as const)
  test('a screen asks its own service alone', () => {
    const own = screens.filter(([file]) => file.startsWith('services/'))
    assert.ok(own.length > 5, String(own.length))
    for (const [file, text] of own) {
      const service = file.split('/')[1] as string
      const asked = [...text.matchAll(/'#services\/([\w-]+)'/g)].map(([, name]) => name)
      assert.deepEqual(
        asked.filter((name) => name !== service),
        [],
        file,
      )
    }
  })
  test('a screen is reached from web/screens.ts alone', () =>
    assert.deepEqual(
      [...files, ...screens].filter(([, text]) => /['"`]#screens\//.test(text)).map(([file]) => file),
      ['web/screens.ts'],
    ))
  test('nobody imports at run time what the walls cannot see', () =>
    assert.deepEqual(naughty(/^/, /(?<![.\w])import\(|\brequire\(/), []))
})
