import { parseArgs } from 'node:util'
import { EVERYTHING, PROBLEMS, Problem } from '#model'
import { recover } from '#engine/person'
import { systemClock } from '#platform/clock'
import { loadConfig } from '#platform/config'
import { openGround } from '#platform/database'
import { createLog } from '#platform/log'

const HELP = `npm run person -- recover NAME

Mở lại tài khoản của người có tên đăng nhập NAME khi quên mật khẩu, mất điện thoại, hoặc bị khóa; cũng là cách cho
quản trị viên cuối cùng. Mật khẩu, xác thực hai bước và các phiên cũ mất hiệu lực ngay. In liên kết dùng một lần trong
24 giờ, ở dòng cuối cùng. Việc này được ghi vào chuỗi kiểm toán.
Opens the account with the login NAME again: password lost, phone lost, account disabled, last administrator too. The old
password, second factor and sessions end at once. Prints a link that works once within 24 hours, on the last line. The act
is on the audit chain.`

/** A mistake of the caller, told without a stack. */
class Refusal extends Error {}

const args = process.argv.slice(2)
if (args.length === 0 || args.includes('--help')) console.log(HELP)
else {
  try {
    console.log(await linkFor(loginOf(args)))
  } catch (error) {
    console.error(`person: ${messageOf(error)}`)
    process.exitCode = 1
  }
}

function loginOf(words: string[]): string {
  const { positionals } = parseArgs({ args: words, allowPositionals: true, options: {} })
  const [verb, name, ...more] = positionals
  if (verb !== 'recover' || name === undefined || more.length > 0) throw new Refusal(`\n${HELP}`)
  return name.trim().toLowerCase()
}

async function linkFor(login: string): Promise<string> {
  const config = loadConfig({ env: process.env, cwd: process.cwd(), mode: 'command' })
  const { dataDir, databaseUrl, databaseAppUrl, logLevel } = config
  const ground = await openGround({
    dataDir,
    databaseUrl,
    databaseAppUrl,
    log: createLog(logLevel),
  })
  try {
    await ground.prepare(['live'])
    const shared = { db: ground.context('live'), clock: systemClock }
    const manager = { kind: 'system', id: 'npm run person', scope: EVERYTHING } as const
    const { secret } = await recover(shared, manager, { by: 'login', value: login })
    return `${addressOf(config)}/moi/${secret}`
  } finally {
    await ground.close()
  }
}

/** Where people reach the centre: PUBLIC_URL, or what it listens on. */
function addressOf({ publicUrl, tlsCert, host, port }: ReturnType<typeof loadConfig>): string {
  return publicUrl ?? `${tlsCert === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function messageOf(error: unknown): string {
  if (error instanceof Problem && error.code === 'not_found') {
    return 'không có tài khoản này (tài khoản trình diễn không khôi phục) / no such account (none of the demonstration)'
  }
  if (error instanceof Problem) return `${PROBLEMS[error.code].title.vi} / ${PROBLEMS[error.code].title.en}`
  return error instanceof Error ? error.message : String(error)
}
