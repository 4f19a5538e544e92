import { basename } from 'node:path'
import { ContextName } from '#model'
import { record } from '#engine/audit'
import { restore } from '#platform/backup'
import { systemClock } from '#platform/clock'
import { loadConfig } from '#platform/config'
import { openGround } from '#platform/database'
import { createLog } from '#platform/log'
import { openBackupSeal } from '#platform/secret'
import { oneFile } from './one-file.ts'

const HELP = `npm run restore -- FILE

Phục hồi một bản sao lưu vào nơi trống và đang dừng (DATA_DIR, DATABASE_URL). Đặt khóa cũ vào SECRET_KEY_FILE trước: lệnh
nói cần khóa nào. Bản sao lưu được đọc và kiểm tra hết trước khi ghi; số dòng và mã kiểm từng bảng được so lại sau khi ghi.

Restores a backup into an empty and stopped instance (DATA_DIR, DATABASE_URL). Put the old key at SECRET_KEY_FILE first:
the command says which. The backup is read and checked before anything is written; counts and checksums again afterwards.`

await oneFile('restore', HELP, bring)

async function bring(file: string): Promise<void> {
  const config = loadConfig({ env: process.env, cwd: process.cwd(), mode: 'command' })
  const { dataDir, databaseUrl, databaseAppUrl, secretKeyFile } = config
  const { version, made_at, tables, files } = await restore({
    file,
    dataDir,
    key: { file: secretKeyFile, seal: openBackupSeal(secretKeyFile) },
    contexts: ContextName.options,
    settle: async (ground, { made_at, version }) => {
      const act = { act: 'backup.restore', subject: basename(file), detail: { made_at, version } }
      const actor = { kind: 'system', id: 'npm run restore' } as const
      await ground.context('live').transaction((tx) => record(tx, { clock: systemClock }, { actor, ...act }))
    },
    openGround: () =>
      openGround({
        dataDir,
        databaseUrl,
        databaseAppUrl,
        log: createLog(config.logLevel),
      }),
  })
  for (const { schema, name, rows, checksum } of tables) console.log(`${schema}.${name}: ${rows} (${checksum})`)
  const rows = tables.reduce((sum, table) => sum + BigInt(table.rows), 0n)
  console.log(`Bản sao lưu / Backup: Serepok ${version}, ${made_at}`)
  console.log(`${tables.length} bảng / tables, ${rows} dòng / rows, ${files.length} tệp / files: đúng / as they were`)
}
