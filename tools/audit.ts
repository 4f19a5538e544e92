import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ContextName } from '#model'
import { type AuditFault, type AuditHeads, readHeads, verify } from '#engine/audit'
import { loadConfig } from '#platform/config'
import { type DatabaseGround, openGround } from '#platform/database'
import { createLog } from '#platform/log'

const HELP = `npm run audit -- verify

Tính lại chuỗi kiểm toán của mọi ngữ cảnh và so với dấu niêm phong để ngoài cơ sở dữ liệu (DATA_DIR/audit/head).
Chạy được bên cạnh trung tâm đang hoạt động. Mã thoát 0: nguyên vẹn; 1: có lỗi, lỗi đầu tiên được in ra.

Computes the audit chain of every context again and compares it with the head kept outside the database
(DATA_DIR/audit/head). Works beside a running centre. Exit code 0: intact; 1: a fault, the first one is printed.`

const FAULTS: Readonly<Record<AuditFault['kind'], readonly [string, string]>> = {
  changed: ['dòng kiểm toán đã bị sửa', 'an audit row was changed'],
  row_removed: ['dòng kiểm toán đã bị xóa', 'an audit row was removed'],
  seal_removed: ['mắt xích đã bị xóa khỏi chuỗi', 'a link was removed from the chain'],
  cut: ['chuỗi đã bị cắt đuôi, ngắn hơn dấu niêm phong', 'the chain was cut, it is shorter than its head'],
  rewritten: ['chuỗi đã bị viết lại, khác dấu niêm phong', 'the chain was rewritten, it differs from its head'],
  head_missing: ['thiếu dấu niêm phong ngoài cơ sở dữ liệu', 'the head outside the database is missing'],
  unsealed: ['dòng cũ chưa được niêm phong', 'an old row is not sealed'],
}

if (process.argv.length <= 2) console.log(HELP)
else if (process.argv.length === 3 && process.argv[2] === 'verify') process.exitCode = await verifyAll()
else {
  console.error(HELP)
  process.exitCode = 1
}

async function verifyAll(): Promise<number> {
  try {
    const config = loadConfig({ env: process.env, cwd: process.cwd(), mode: 'command' })
    if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'postgres'))) {
      throw new Error(`chưa có cơ sở dữ liệu ở / no database yet in ${config.dataDir}`)
    }
    // Before the chains are read: a running centre moves its head only after the chain, so it never seems ahead.
    const heads = await readHeads(join(config.dataDir, 'audit', 'head'))
    const { dataDir, databaseUrl, databaseAppUrl } = config
    const ground = await openGround({
      dataDir,
      databaseUrl,
      databaseAppUrl,
      log: createLog(config.logLevel),
    })
    try {
      return (await verifyGround(ground, heads)) ? 0 : 1
    } finally {
      await ground.close()
    }
  } catch (error) {
    console.error(`audit: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

async function verifyGround(ground: DatabaseGround, heads: AuditHeads): Promise<boolean> {
  let intact = true
  let found = 0
  for (const name of ContextName.options) {
    const [table] = await ground
      .owner('live')
      .query<{ there: boolean }>('select to_regclass($1) is not null as there', [`${name}.audit_seal`])
    if (!table?.there) {
      if (!heads[name]) continue
      throw new Error(`${name}: có dấu niêm phong nhưng không có bảng / there is a head and no table`)
    }
    found += 1
    const verdict = await verify(ground.owner(name), heads[name])
    const { sealed, unsealed, faults } = verdict
    console.log(`${name}: ${sealed} đã niêm phong, ${unsealed} đang chờ, ${faults} lỗi`)
    console.log(`${name}: ${sealed} sealed, ${unsealed} waiting, ${faults} faults`)
    for (const [language, text] of verdict.problems.slice(0, 1).flatMap(describe))
      console.log(`${name} [${language}]: ${text}`)
    intact &&= verdict.ok
  }
  if (found === 0) throw new Error('không có chuỗi kiểm toán nào / there is no audit chain')
  return intact
}

function describe({ kind, seq, audit }: AuditFault): readonly (readonly [string, string])[] {
  const [vi, en] = FAULTS[kind]
  const where = [...(seq === null ? [] : [`seq ${seq}`]), ...(audit === null ? [] : [`id ${audit}`])].join(', ')
  return [
    ['vi', `${vi} (${where})`],
    ['en', `${en} (${where})`],
  ]
}
