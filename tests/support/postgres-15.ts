import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { serverUser } from '../../platform/database/embedded-place.ts'

const BIN = '/usr/lib/postgresql/15/bin'

/**
 * Debian's PostgreSQL 15 over a cluster of its own on a free port; the machine's own cluster is left alone. Answers the
 * address of an owner who is no superuser, or why there is no such server.
 */
export async function openPostgres15(): Promise<{ url: string; close: () => Promise<void> } | string> {
  if (!existsSync(join(BIN, 'initdb'))) return 'PostgreSQL 15 is not on this machine'
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'serepok-pg15-'))
  const password = randomBytes(12).toString('hex')
  const secret = join(folder, 'password')
  chmodSync(folder, 0o700)
  writeFileSync(secret, `${password}\n`)
  if (user) for (const path of [folder, secret]) chownSync(path, user.uid, user.gid)
  const cluster = join(folder, 'data')
  const args = ['-D', cluster, '-U', 'postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8']
  const made = spawnSync(join(BIN, 'initdb'), [...args, '--locale=C', '--no-sync'], {
    cwd: '/',
    encoding: 'utf8',
    ...user,
  })
  if (made.status !== 0) return `initdb 15: ${made.stderr}`
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'jit=off',
    'max_connections=200',
  ]
  const server = spawn(
    join(BIN, 'postgres'),
    ['-D', cluster, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
    {
      cwd: '/',
      stdio: 'ignore',
      ...user,
    },
  )
  await makeOwner(port, password)
  return {
    url: `postgres://serepok_owner:${password}@127.0.0.1:${port}/serepok`,
    async close() {
      const ended = new Promise((done) => server.once('exit', done))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function makeOwner(port: number, password: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' })
    try {
      await client.connect()
      await client.query(`create role serepok_owner login createdb createrole password '${password}'`)
      await client.query('create database serepok owner serepok_owner')
      return
    } catch (error) {
      if (tries > 200) throw error
      await new Promise((done) => setTimeout(done, 50))
    } finally {
      await client.end().catch(() => undefined)
    }
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
