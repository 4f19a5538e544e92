import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openEmbeddedForTests } from '../support/server.ts'
import { BENCHES } from './group.ts'
import { machine } from './machine.ts'

const NAMES = BENCHES.map((bench) => bench.name)
const HELP = `npm run bench [-- NAME…] [-- --smoke] [-- --rows=N]

In một bảng cho mỗi nhóm / prints a table for each group: ${NAMES.join(', ')}.
--smoke: đo qua loa, chỉ để thấy là còn chạy / measures next to nothing, to see that it still runs.
--rows=N: nhóm events đo trên chừng ấy sự kiện / the group events measures over so many events.
`
/** A group that takes longer than this hangs. */
const MOST_MS = 180_000
/** What each row of `--rows` may take in addition. */
const MOST_MS_A_ROW = 0.5

/**
 * `npm run bench`: the figures of docs/performance.md, over an embedded PostgreSQL of its own that is gone afterwards. Each
 * group has a process of its own, so that none measures what another has left in memory.
 */
async function main(args: readonly string[]): Promise<number> {
  const isOption = (arg: string): boolean => arg === '--smoke' || /^--rows=\d{3,9}$/.test(arg)
  const options = args.filter(isOption)
  const wanted = args.filter((arg) => !isOption(arg))
  if (wanted.some((name) => !NAMES.includes(name))) {
    process.stderr.write(HELP)
    return wanted.includes('--help') ? 0 : 1
  }
  const server = await openEmbeddedForTests()
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())
  let failed = 0
  try {
    console.log(await machine(server.url))
    for (const name of wanted.length > 0 ? wanted : NAMES) {
      if (!ending.signal.aborted) failed += await group([name, ...options], server.url, ending.signal)
    }
  } finally {
    await server.close()
  }
  return failed > 0 || ending.signal.aborted ? 1 : 0
}

/** 0 when the group has printed its table, 1 when it failed or took too long. */
async function group(args: readonly string[], url: string, signal: AbortSignal): Promise<0 | 1> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'group.ts'), ...args], {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url },
  })
  const kill = (): void => void child.kill('SIGKILL')
  const rows = Number(args.find((arg) => arg.startsWith('--rows='))?.slice('--rows='.length) ?? 0)
  const timer = setTimeout(kill, MOST_MS + rows * MOST_MS_A_ROW)
  signal.addEventListener('abort', kill)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearTimeout(timer)
  signal.removeEventListener('abort', kill)
  if (code !== 0) console.error(`${args[0]}: không xong / did not end (${code ?? 'killed'})`)
  return code === 0 ? 0 : 1
}

process.exit(await main(process.argv.slice(2)))
