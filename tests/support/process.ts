import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '../..')
const ADMIN = 'kill-'.repeat(8)

/** Centres as processes of their own over one DATA_DIR, to be killed; whatever happens, they end with the test. */
export interface Processes extends AsyncDisposable {
  readonly dataDir: string
  /** What ended by itself, with what it said. */
  readonly crashes: readonly string[]
  /** `npm run serve` on a port; resolves when it has greeted, which it does last. */
  serve(port: number, env?: Readonly<Record<string, string>>): Promise<void>
  kill(port: number): void
  /** Kills the embedded PostgreSQL. */
  killDatabase(): void
  call(port: number, method: string, path: string, body?: unknown): Promise<Response>
  /** The first of these ports that is ready. */
  ready(ports: readonly number[]): Promise<number>
  /** All values of a property of an asset in October and November 2026, by time; throws when one is there twice. */
  values(port: number, asset: string, property: string): Promise<Map<string, number>>
}

export function testProcesses(): Processes {
  const dataDir = mkdtempSync(join(tmpdir(), 'serepok-kill-'))
  const running = new Map<number, ChildProcess>()
  const crashes: string[] = []

  async function serve(port: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(process.execPath, [join(ROOT, 'main.ts')], {
      cwd: dataDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        PORT: String(port),
        ADMIN_TOKEN: ADMIN,
        LOG_LEVEL: 'silent',
        ...env,
      },
    })
    running.set(port, child)
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('exit', (code, signal) => {
      if (signal !== 'SIGKILL' && code !== 0) crashes.push(`${signal ?? code}: ${said}`)
    })
    await new Promise<void>((done) => {
      child.stdout.on('data', (chunk: Buffer) => chunk.includes('/moi/') && done())
      child.on('exit', () => done())
    })
  }
  const call = (port: number, method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(10_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    dataDir,
    crashes,
    serve,
    call,
    kill: (port) => void running.get(port)?.kill('SIGKILL'),
    killDatabase() {
      const pid = Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, 'SIGKILL')
    },
    async ready(ports) {
      for (let i = 0; i < 600; i += 1) {
        for (const port of ports) {
          const answer = await call(port, 'GET', '/readyz').catch(() => undefined)
          if (answer?.status === 200) return port
        }
        await sleep(100)
      }
      throw new Error('not ready in a minute')
    },
    async values(port, asset, property) {
      const seen = new Map<string, number>()
      for (let cursor = ''; ;) {
        const span = 'from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z&limit=10000'
        const path = `/api/v1/observations?asset=${asset}&property=${property}&${span}${cursor}`
        const answer = await call(port, 'GET', path)
        const page = (await answer.json()) as { items: { at: string; value: number }[]; next: string | null }
        for (const row of page.items) {
          if (seen.has(row.at)) throw new Error(`${asset} ${row.at} is stored twice`)
          seen.set(row.at, row.value)
        }
        if (page.next === null) return seen
        cursor = `&cursor=${encodeURIComponent(page.next)}`
      }
    },
    async [Symbol.asyncDispose]() {
      for (const child of running.values()) await end(child)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((done) => {
          const server = createServer().listen(0, '127.0.0.1', () => done(server))
        }),
    ),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGINT')
  await ended
}
