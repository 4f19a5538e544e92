import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbeddedForTests } from '../tests/support/server.ts'
import { openPostgres15 } from '../tests/support/postgres-15.ts'

/**
 * `npm test`: format, lint with walls, types, unused code, then every test; the integration tests once more on PostgreSQL
 * 15. Ends with the plain line `N passed, N failed, N skipped`. Arguments narrow it to test files whose path contains one
 * of them, without the checks.
 */
const root = join(import.meta.dirname, '..')
const bin = (name: string): string => join(root, 'node_modules/.bin', name)
const wanted = process.argv.slice(2)
const counts = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format', bin('oxfmt'), '--check'],
  ['lint and walls', bin('oxlint'), '--type-aware', '--deny-warnings'],
  ['types', bin('tsc'), '-p', '.'],
  ['types of the screen', bin('tsc'), '-p', 'web'],
  ['types of the browser tests', bin('tsc'), '-p', 'tests/e2e'],
  ['unused code', bin('knip')],
]

async function main(): Promise<void> {
  const files = globSync(
    '{model,platform,engine,connectors,gateways,services,server,web,demo,tools,tests}/**/*.test.ts',
    {
      cwd: root,
      exclude: ['**/node_modules/**'],
    },
  )
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort()
  if (wanted.length === 0) for (const [name, command, ...args] of CHECKS) await check(name, command, args)
  const embedded = await openEmbeddedForTests()
  try {
    await tests('PostgreSQL 18', files, embedded.url)
  } finally {
    await embedded.close()
  }
  await onPostgres15(files.filter((file) => !file.startsWith('tests/e2e/') && needsDatabase(file)))
  for (const failure of failures) console.log(`\n✖ ${failure}`)
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1
}

/** No function newer than 15: the same tests on Debian's server, when it is there. */
async function onPostgres15(files: readonly string[]): Promise<void> {
  if (files.length === 0) return
  const server = await openPostgres15()
  if (typeof server === 'string') {
    counts.skipped += files.length
    console.log(`skipped: ${files.length} test files on PostgreSQL 15: ${server}`)
    return
  }
  try {
    await tests('PostgreSQL 15', files, server.url)
  } finally {
    await server.close()
  }
}

function needsDatabase(file: string): boolean {
  return /#tests|support\/centre|\.\/test-room/.test(readFileSync(join(root, file), 'utf8'))
}

async function check(name: string, command: string, args: readonly string[]): Promise<void> {
  if (!existsSync(command)) {
    counts.failed += 1
    failures.push(`${name}: ${command} is missing`)
    return
  }
  const { code, out } = await run(command, args, {})
  if (code === 0) counts.passed += 1
  else {
    counts.failed += 1
    failures.push(`${name}\n${out.trim()}`)
  }
  console.log(`${code === 0 ? '✔' : '✖'} ${name}`)
}

interface Event {
  readonly type: 'pass' | 'fail'
  readonly name: string
  readonly file: string
  readonly skip: string | null
  readonly error: string | null
}

/** One process for all files, two files at a time; every event comes back as a line of JSON. */
async function tests(title: string, files: readonly string[], url: string): Promise<void> {
  if (files.length === 0) return
  console.log(`\n${title}: ${files.length} test files`)
  const reporter = join(import.meta.dirname, 'test-reporter.ts')
  const args = ['--test', '--test-concurrency=2', '--test-timeout=240000', `--test-reporter=${reporter}`, ...files]
  const { code, out } = await run(process.execPath, args, { TEST_DATABASE_URL: url })
  let seen = 0
  let broken = 0
  for (const line of out.split('\n')) {
    if (!line.startsWith('{"test":')) continue
    const { test } = JSON.parse(line) as { test: Event }
    seen += 1
    if (test.skip !== null) {
      counts.skipped += 1
      console.log(`skipped: ${test.name} (${title}): ${test.skip}`)
    } else if (test.type === 'pass') counts.passed += 1
    else {
      broken += 1
      counts.failed += 1
      failures.push(`${test.file}: ${test.name} (${title})\n${test.error ?? ''}`)
    }
  }
  console.log(`${seen} tests`)
  if (seen === 0 || (code !== 0 && broken === 0)) {
    counts.failed += 1
    failures.push(`the tests did not end as they should (${title}, exit ${code})\n${out.slice(-4000)}`)
  }
}

/** A run that has not ended by then hangs: it is ended, and what it said so far is shown. */
const MOST_MS = 40 * 60_000

function run(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; out: string }> {
  return new Promise((done) => {
    // A group of its own, so that what it has started ends with it.
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let out = ''
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
    const tooLong = setTimeout(() => {
      out += `\nnot done after ${MOST_MS / 60_000} minutes`
      end()
    }, MOST_MS)
    const interrupted = (): void => {
      end()
      process.exit(130)
    }
    process.once('SIGINT', interrupted)
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
    const ended = (code: number): void => {
      clearTimeout(tooLong)
      process.off('SIGINT', interrupted)
      done({ code, out })
    }
    child.on('error', (error) => {
      out += String(error)
      ended(1)
    })
    child.on('close', (code) => ended(code ?? 1))
  })
}

await main()
