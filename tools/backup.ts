import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { record } from '#engine/audit'
import { BackupRefusal, backUp } from '#platform/backup'
import { systemClock } from '#platform/clock'
import { loadConfig } from '#platform/config'
import { openGround } from '#platform/database'
import { createLog } from '#platform/log'
import { openBackupSeal } from '#platform/secret'
import { oneFile } from './one-file.ts'

const HELP = `npm run backup -- FILE

Sao lưu cả cơ sở dữ liệu ở một thời điểm, các tệp và dấu niêm phong kiểm toán vào một tệp mới (tar, gzip). Chạy được bên
cạnh trung tâm đang hoạt động. Khóa của SECRET_KEY_FILE không nằm trong đó: cất nó ở nơi khác, phục hồi cần đúng khóa ấy.

Copies the whole database as it is at one moment, the files and the heads of the audit chains into one new file (tar,
gzip). Works beside a running centre. The key of SECRET_KEY_FILE is not in it: keep it elsewhere, restoring needs it.`

await oneFile('backup', HELP, make)

async function make(file: string): Promise<void> {
  const config = loadConfig({ env: process.env, cwd: process.cwd(), mode: 'command' })
  const { dataDir, databaseUrl, databaseAppUrl, secretKeyFile } = config
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres'))) {
    throw new BackupRefusal(`chưa có cơ sở dữ liệu ở / no database yet in ${dataDir}`)
  }
  const seal = openBackupSeal(secretKeyFile)
  if (!seal) throw new BackupRefusal(`${secretKeyFile}: không có khóa / there is no key`)
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string
  }
  const ground = await openGround({
    dataDir,
    databaseUrl,
    databaseAppUrl,
    log: createLog(config.logLevel),
  })
  try {
    const { tables, files, made_at } = await backUp({ file, ground, dataDir, seal, version })
    const act = { act: 'backup.make', subject: basename(file), detail: { made_at, key: seal.fingerprint } }
    const shared = { clock: systemClock }
    await ground
      .context('live')
      .transaction((tx) => record(tx, shared, { actor: { kind: 'system', id: 'npm run backup' }, ...act }))
    const rows = tables.reduce((sum, table) => sum + BigInt(table.rows), 0n)
    const size = `${tables.length} bảng / tables, ${rows} dòng / rows, ${files.length} tệp / files`
    console.log(`${file}: ${size}, ${statSync(file).size} byte`)
    console.log(`Khóa không nằm trong đó / The key is not in it: ${seal.fingerprint} (${secretKeyFile})`)
  } finally {
    await ground.close()
  }
}
