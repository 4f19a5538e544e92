import { parseArgs } from 'node:util'
import { ContextName, Code, EVERYTHING, PROBLEMS, Problem, TOKEN_SCOPES, TokenScope } from '#model'
import { type TokenOrder, createToken } from '#engine/person'
import { systemClock } from '#platform/clock'
import { loadConfig } from '#platform/config'
import { openGround } from '#platform/database'
import { createLog } from '#platform/log'

const HELP = `npm run token -- --name N --scope ingest,read [--agency CODE] [--context demo|live]

Tạo mã truy cập cho máy và in ra một lần, ở dòng cuối cùng. Không có --agency: toàn tỉnh. Mặc định --context live.
Makes a machine token and prints it once, on the last line. Without --agency: the whole province. Default: --context live.

--scope: ${TOKEN_SCOPES.join(', ')}`

/** A mistake of the caller, told without a stack. */
class Refusal extends Error {}

if (process.argv.length <= 2) console.log(HELP)
else {
  try {
    console.log(await make(orderOf(process.argv.slice(2))))
  } catch (error) {
    console.error(`token: ${messageOf(error)}`)
    process.exitCode = 1
  }
}

function orderOf(args: string[]): TokenOrder {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { name: text, scope: text, agency: text, context: text } })
  const name = Code.safeParse(values.name)
  if (!name.success) throw new Refusal('--name: cần tên gồm chữ, số, . _ : @ / - / needs letters, digits, . _ : @ / -')
  const words = (values.scope ?? '').split(',').flatMap((word) => word.trim() || [])
  const unknown = words.find((word) => !TokenScope.safeParse(word).success)
  if (words.length === 0 || unknown !== undefined) {
    throw new Refusal(`--scope: không có phạm vi / unknown scope “${unknown ?? ''}” (${TOKEN_SCOPES.join(', ')})`)
  }
  const context = ContextName.safeParse(values.context ?? 'live')
  if (!context.success) throw new Refusal(`--context: ${ContextName.options.join(' | ')}`)
  return {
    name: name.data,
    scopes: words.map((word) => TokenScope.parse(word)),
    agency: values.agency ?? null,
    context: context.data,
  }
}

async function make(order: TokenOrder): Promise<string> {
  const { dataDir, databaseUrl, databaseAppUrl, logLevel } = loadConfig({
    env: process.env,
    cwd: process.cwd(),
    mode: 'command',
  })
  const ground = await openGround({
    dataDir,
    databaseUrl,
    databaseAppUrl,
    log: createLog(logLevel),
  })
  try {
    await ground.prepare(['live'])
    const shared = { db: ground.context('live'), clock: systemClock }
    const made = await createToken(shared, { kind: 'system', id: 'npm run token', scope: EVERYTHING }, order)
    return made.secret
  } finally {
    await ground.close()
  }
}

function messageOf(error: unknown): string {
  if (error instanceof Problem && error.pointer === '/name') return '--name: tên đã có / the name is taken'
  if (error instanceof Problem && error.pointer === '/agency') return '--agency: không có cơ quan này / unknown agency'
  if (error instanceof Problem) return `${PROBLEMS[error.code].title.vi} / ${PROBLEMS[error.code].title.en}`
  return error instanceof Error ? error.message : String(error)
}
