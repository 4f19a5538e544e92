import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { testDatabase } from './support/ground.ts'
import { type Served, copyTree, endGroup, run, serve } from './support/tree.ts'

/**
 * The guides are run as they are written: each in a clean copy of the tree, its blocks in order. What follows the language
 * of a block says what it is: `sh run` (with `if=program` only where there is one), `sh serve` for the centre that keeps
 * running, `file=` a new file, `into=` and `after=` lines for a file that is there, `json output` what the command before
 * printed last. Code without such a word is refused, so that no block goes untried.
 */
const FOLDER = join(import.meta.dirname, '../docs/how-to')
const GUIDES = readdirSync(FOLDER).filter((file) => file.endsWith('.md'))
/** What a reader has at hand. */
const MISSING = ['bash', 'curl', 'npm'].find((one) => spawnSync(one, ['--version'], { stdio: 'ignore' }).status !== 0)
const skip = MISSING === undefined ? false : `no ${MISSING} on this machine`

interface Block {
  readonly line: number
  readonly language: string
  readonly words: ReadonlyMap<string, string>
  readonly text: string
}

function blocksOf(guide: string): Block[] {
  const text = readFileSync(join(FOLDER, guide), 'utf8')
  return [...text.matchAll(/^ *```(\w+)(.*)\n([\s\S]*?)^ *```$/gm)].map((found) => {
    const [, language = '', said = '', body = ''] = found
    const words = [...said.matchAll(/(\w+)(?:=(?:"([^"]*)"|(\S+)))?/g)]
    return {
      line: text.slice(0, found.index).split('\n').length,
      language,
      words: new Map(words.map(([, word = '', quoted, plain]) => [word, quoted ?? plain ?? ''])),
      text: body,
    }
  })
}

/** A reader at a terminal: one shell whose variables and functions last, in one folder. */
class Reader implements AsyncDisposable {
  readonly #tree = copyTree()
  readonly #env: Record<string, string>
  readonly #drop: () => Promise<void>
  #centre: Served | undefined
  #printed = ''
  /** Blocks that leave something running: it ends with the reader, whatever happens. */
  readonly #left: number[] = []

  constructor(env: Record<string, string>, drop: () => Promise<void>) {
    // Packages are there, and the screen is not what is tried: the steps that npm runs before a command are left out.
    this.#env = { npm_config_ignore_scripts: 'true', npm_config_update_notifier: 'false', ...env }
    this.#drop = drop
  }

  async follow({ language, words, text }: Block): Promise<void> {
    const file = words.get('file')
    const into = words.get('into')
    if (file !== undefined) this.#write(file, text)
    else if (into !== undefined) this.#insert(into, words.get('after') ?? '', text)
    else if (words.has('serve')) await this.#serve(text)
    else if (words.has('run')) await this.#run(text, words.get('if'))
    else if (words.has('output')) this.#compare(text)
    else assert.equal(language, 'text', 'code in a guide is run, written or compared')
  }

  #write(file: string, text: string): void {
    mkdirSync(dirname(join(this.#tree.root, file)), { recursive: true })
    writeFileSync(join(this.#tree.root, file), text)
  }

  #insert(file: string, after: string, text: string): void {
    const path = join(this.#tree.root, file)
    assert.ok(existsSync(path), file)
    const lines = readFileSync(path, 'utf8').split('\n')
    assert.equal(lines.filter((line) => line === after).length, 1, `${file} has the line “${after}” once`)
    writeFileSync(path, lines.toSpliced(lines.indexOf(after) + 1, 0, text.trimEnd()).join('\n'))
  }

  async #serve(text: string): Promise<void> {
    await this.#centre?.stop()
    this.#centre = await serve(this.#tree.root, 'bash', ['-c', text], { ...this.#env, PORT: '0', MQTT_PORT: '0' })
  }

  async #run(text: string, program: string | undefined): Promise<void> {
    const kept = join(this.#tree.root, '.shell')
    const script = [
      `[ -e ${kept} ] && source ${kept}`,
      ...(program === undefined ? [] : [`command -v ${program} > /dev/null || exit 0`]),
      `trap '{ export -p; declare -f; } > ${kept}' EXIT`,
      'set -ae',
      text,
    ]
    const { code, out, all, pid } = await run(this.#tree.root, 'bash', ['-c', script.join('\n')], {
      seconds: 120,
      env: {
        ...this.#env,
        ...(this.#centre && { SEREPOK: this.#centre.address, MQTT_PORT: String(this.#centre.mqttPort ?? '') }),
      },
    })
    if (/ &$/m.test(text)) this.#left.push(pid)
    assert.equal(code, 0, `${text}\n→ ${all}`)
    this.#printed = out
  }

  #compare(text: string): void {
    const last = this.#printed.trimEnd().split('\n').at(-1) ?? ''
    assert.deepEqual(JSON.parse(last), JSON.parse(text))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const pid of this.#left) endGroup(pid, 'SIGKILL')
    await this.#centre?.stop()
    await this.#drop()
    this.#tree.remove()
  }
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}

describe('the guides, followed literally', { timeout: 240_000, concurrency: 2 }, () => {
  test('there are guides, and each has blocks to follow', () => {
    assert.ok(GUIDES.length >= 5, GUIDES.join())
    for (const guide of GUIDES)
      assert.ok(
        blocksOf(guide).some((block) => block.words.has('run')),
        guide,
      )
  })

  for (const guide of GUIDES)
    test(guide, { skip }, async () => {
      const database = await testDatabase()
      const env = { DATABASE_URL: database.url, DATABASE_APP_URL: database.appUrl, TRAM: String(await freePort()) }
      await using reader = new Reader(env, () => database.drop())
      for (const block of blocksOf(guide)) {
        try {
          await reader.follow(block)
        } catch (error) {
          throw new Error(`${guide}:${block.line}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          })
        }
      }
    })
})
