import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DatabaseGround, openGround } from '#platform/database'
import { silentLog } from '#platform/log'
import { openBackupSeal, openSecretBox } from '#platform/secret'
import { type TestDatabase, testDatabase, testGround } from '#tests'
import { backUp } from './back-up.ts'
import type { Manifest } from './manifest.ts'
import { restore } from './restore.ts'

export const MONTH = '2026-10'
export const LONG = `files/live/${'thư-mục-rất-dài-'.repeat(8)}/báo cáo.bin`
export const BIG = Buffer.alloc(9 * 1024 * 1024, 'serepok')

/** One backup of a database with a row in most kinds of table, to be put back or refused in many ways. */
export interface BackupRoom extends AsyncDisposable {
  readonly ground: DatabaseGround & TestDatabase
  readonly folder: string
  readonly file: string
  readonly manifest: Manifest
  /** An empty instance that holds the key, unless it is told to hold another or none. */
  emptyInstance(key?: 'same' | 'other' | 'none'): Promise<TestDatabase>
  bring(target: TestDatabase, from?: string): Promise<Manifest>
}

export async function backupRoom(): Promise<BackupRoom> {
  const ground = await testGround()
  const folder = mkdtempSync(join(tmpdir(), 'serepok-backup-'))
  const file = join(folder, 'full.serepok')
  const keyFile = join(ground.dataDir, 'secret.key')
  openSecretBox(keyFile)
  await fill(ground)
  mkdirSync(join(ground.dataDir, LONG, '..'), { recursive: true })
  mkdirSync(join(ground.dataDir, 'audit'))
  writeFileSync(join(ground.dataDir, LONG), BIG)
  writeFileSync(join(ground.dataDir, 'files/empty'), '')
  writeFileSync(join(ground.dataDir, 'audit/head'), '{}\n')
  const manifest = await backUp({ file, ground, dataDir: ground.dataDir, seal: sealOf(keyFile), version: '9.9.9' })
  return {
    ground,
    folder,
    file,
    manifest,
    async emptyInstance(key: 'same' | 'other' | 'none' = 'same'): Promise<TestDatabase> {
      const target = await testDatabase()
      const keyFile = join(target.dataDir, 'secret.key')
      if (key === 'same') writeFileSync(keyFile, readFileSync(join(ground.dataDir, 'secret.key')))
      if (key === 'other') openSecretBox(keyFile)
      return target
    },
    bring(target: TestDatabase, from = file): Promise<Manifest> {
      const keyFile = join(target.dataDir, 'secret.key')
      const key = { file: keyFile, seal: openBackupSeal(keyFile) }
      return restore({
        file: from,
        dataDir: target.dataDir,
        key,
        contexts: ['live', 'demo'],
        openGround: () => open(target),
        settle: async () => undefined,
      })
    },
    async [Symbol.asyncDispose]() {
      await ground.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A row in most kinds of table, in both contexts, with what is hard to copy. */
async function fill(ground: DatabaseGround): Promise<void> {
  const [live, demo] = [ground.owner('live'), ground.owner('demo')]
  await ground.ensurePartitions('live', 'observation', [MONTH])
  await live.query(`insert into series (source, asset, property) values ('s', 'a', 'pm25')`)
  await live.query(
    `insert into observation select 1, timestamptz '2026-10-01Z' + n * interval '1 s', n / 7.0, 0, now(), 1
     from generate_series(1, 50000) n`,
  )
  await demo.query(
    `insert into series (source, asset, property) select 's', 'a' || n, 'pm25' from generate_series(1, 41) n`,
  )
  await demo.query('delete from series where id < 41')
  await live.query(`insert into journal values (1, 1, 'observations', null, now(), '\\x00ff5c0a09'::bytea)`)
  await live.query(`insert into due values ('k', E'tab\\t, new line\\n, \\\\ and ''ữ''', now())`)
  await live.query(
    `insert into person (id, name, login, state, salt, created_at)
     values ('00000000-0000-4000-8000-000000000001', 'Một người', 'mot', 'active', '\\x00', now())`,
  )
  await live.query(
    `insert into session values ('\\x01', '00000000-0000-4000-8000-000000000001', 'live', now(), now(), now(), null)`,
  )
  await live.query(
    `insert into audit (at, actor_kind, actor, act, subject, detail) values (now(), 'system', 's', 'x', 'y', '{}')`,
  )
}

export function sealOf(keyFile: string) {
  const seal = openBackupSeal(keyFile)
  assert.ok(seal)
  return seal
}

export const open = (target: TestDatabase): Promise<DatabaseGround> =>
  openGround({ dataDir: target.dataDir, databaseUrl: target.url, databaseAppUrl: target.appUrl, log: silentLog })
