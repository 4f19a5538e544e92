import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#platform/log'
import { Client } from 'pg'
import { type ServerUser, binaries, dataFolder, ownFolder, serverUser } from './embedded-place.ts'
import { alive, withLock } from './lock-file.ts'

/** The passwords of the embedded server's three roles, kept 0600 in DATA_DIR/postgres/password. */
export interface Passwords {
  readonly postgres: string
  readonly owner: string
  readonly app: string
}

export interface EmbeddedServer {
  readonly port: number
  readonly passwords: Passwords
  /** Stops the server unless another process of the centre is connected to it. */
  close(): Promise<void>
}

const START_MS = 120_000
const STOP_MS = 30_000
const WATCH_MS = 500
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=on',
  'full_page_writes=on',
  'synchronous_commit=on',
  'jit=off',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'checkpoint_timeout=15min',
  'max_connections=100',
]

interface Place {
  /** DATA_DIR/postgres: port, password, lock, log. */
  readonly base: string
  /** The cluster itself. */
  readonly cluster: string
  readonly user: ServerUser | undefined
  readonly bin: string
}

/**
 * Starts PostgreSQL over DATA_DIR, or joins the one that runs there: another process of the centre has it, or one was
 * killed and left it behind. While open, a server that dies is started again on the same port.
 */
export async function openEmbedded(dataDir: string, log: Log): Promise<EmbeddedServer> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const user = serverUser()
  const cluster = join(dataFolder(dataDir, user), 'data')
  const place: Place = { base: join(dataDir, 'postgres'), cluster, user, bin: binaries(user) }
  const passwords = readPasswords(join(place.base, 'password'))
  const lock = join(place.base, 'lock')
  let { pid, port } = await withLock(lock, () => ensure(place, passwords, log))
  const closing = new AbortController()
  const watching = watch()

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      // Not a reason to keep the process alive, and cut short when it ends.
      await sleep(WATCH_MS, undefined, { ref: false, signal: closing.signal }).catch(() => undefined)
      if (closing.signal.aborted || running(place)?.pid === pid) continue
      log.error({ pid }, 'PostgreSQL ended by itself; it is started again')
      try {
        ;({ pid, port } = await withLock(lock, () => ensure(place, passwords, log, port)))
      } catch (error) {
        log.error({ error }, 'PostgreSQL could not be started; it is tried again')
      }
    }
  }
  return {
    port,
    passwords,
    async close() {
      closing.abort()
      await watching
      await withLock(lock, async () => {
        if (!(await inUse(port, passwords))) await stop(place)
      })
    },
  }
}

function readPasswords(file: string): Passwords {
  if (!existsSync(file)) {
    const fresh = (): string => randomBytes(24).toString('base64url')
    writeFileSync(file, JSON.stringify({ postgres: fresh(), owner: fresh(), app: fresh() }), {
      mode: 0o600,
      flag: 'wx',
    })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Passwords
}

async function ensure(
  place: Place,
  passwords: Passwords,
  log: Log,
  samePort?: number,
): Promise<{ pid: number; port: number }> {
  const found = running(place)
  if (found) {
    if (await answers(found.port, passwords)) return found
    // It runs over our data and does not know us, or hangs: nobody can be served by it.
    log.warn({ pid: found.pid }, 'a PostgreSQL over this data does not answer; it is stopped')
    await stop(place)
  }
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) initialise(place, passwords)
  // The pid in it is dead or another program's: with it the server would refuse to start.
  rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
  // The last port again: a process that stayed while the server was killed finds the new one there.
  const port = samePort ?? (await freePort(lastPort(place)).catch(() => freePort(0)))
  const pid = await launch(place, port, passwords)
  writeFileSync(join(place.base, 'port'), `${port}\n`)
  return { pid, port }
}

/** The server that runs over this cluster: its pid file names a process whose command line names the cluster. */
function running(place: Place): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    const command = alive(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') : []
    return command.includes(place.cluster) ? { pid, port: Number(lines[3]) } : undefined
  } catch {
    return undefined
  }
}

/** Makes the cluster beside its place and moves it there once it is on disk: a half-made one is never used. */
function initialise(place: Place, passwords: Passwords): void {
  const fresh = `${place.cluster}.new`
  rmSync(fresh, { recursive: true, force: true })
  ownFolder(fresh, place.user)
  const secret = `${place.cluster}.password`
  writeFileSync(secret, `${passwords.postgres}\n`, { mode: 0o600 })
  if (place.user) chownSync(secret, place.user.uid, place.user.gid)
  const args = ['-D', fresh, '-U', 'postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8']
  const made = spawnSync(join(place.bin, 'initdb'), [...args, '--locale=C', '--no-sync'], {
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    ...place.user,
  })
  rmSync(secret, { force: true })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr || made.error?.message || made.stdout}`)
  spawnSync('sync', ['-f', fresh])
  renameSync(fresh, place.cluster)
}

async function launch(place: Place, port: number, passwords: Passwords): Promise<number> {
  const until = Date.now() + START_MS
  for (;;) {
    const file = join(place.base, 'log')
    const out = openSync(file, 'w', 0o600)
    // Detached: the terminal's Ctrl-C must not reach the database before the centre has put everything into it.
    const child = spawn(
      join(place.bin, 'postgres'),
      ['-D', place.cluster, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])],
      {
        cwd: '/',
        detached: true,
        stdio: ['ignore', out, out],
        env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
        ...place.user,
      },
    )
    closeSync(out)
    child.unref()
    let ended = false
    child.on('exit', () => (ended = true))
    child.on('error', () => (ended = true))
    while (!ended && Date.now() < until) {
      if (await answers(port, passwords)) return child.pid as number
      await sleep(50)
    }
    const said = readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' ')
    // The processes of one that was killed are still leaving: their shared memory goes with them.
    if (!/pre-existing shared memory block/.test(said) || Date.now() > until) throw new Error(`PostgreSQL: ${said}`)
    await sleep(200)
  }
}

function clientTo(port: number, passwords: Passwords): Client {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'postgres',
    password: passwords.postgres,
    connectionTimeoutMillis: 3000,
    application_name: 'serepok-look',
  })
  client.on('error', () => undefined)
  return client
}

async function answers(port: number, passwords: Passwords): Promise<boolean> {
  const client = clientTo(port, passwords)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Whether somebody of the centre is still connected; those who just left are given a moment to be gone. */
async function inUse(port: number, passwords: Passwords): Promise<boolean> {
  const client = clientTo(port, passwords)
  try {
    await client.connect()
    for (let look = 0; look < 20; look += 1) {
      const { rows } = await client.query<{ n: string }>(
        `select count(*) as n from pg_stat_activity where application_name like 'serepok%' and pid <> pg_backend_pid()`,
      )
      if (Number(rows[0]?.n) === 0) return false
      await sleep(50)
    }
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Fast shutdown: sessions end, everything is written; then less patience. */
async function stop(place: Place): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const found = running(place)
    if (!found) return
    process.kill(found.pid, signal)
    for (const until = Date.now() + STOP_MS; alive(found.pid) && Date.now() < until;) await sleep(20)
  }
}

function lastPort({ base }: Place): number {
  const file = join(base, 'port')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
}

/** This port of loopback if nobody listens there; any that is free for 0. */
function freePort(wanted: number): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}
