import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { mqtt } from '#connectors/mqtt'
import { recordingHead, recordingLine } from '#connectors/replay'
import type { Connector } from '#model'

const HELP = `npm run record -- --settings FILE.json --out FILE.ndjson [--seconds N]

Ghi bản tin của một máy chủ MQTT bên ngoài thành bản ghi để phát lại (giao thức replay), cho tới Ctrl-C hoặc hết N giây.
FILE.json là "settings" của nguồn mqtt; đặt "client" khác với nguồn đang chạy, vì mỗi tên chỉ được một kết nối.
Records the messages of an outside MQTT broker for the connector replay, until Ctrl-C or for N seconds. FILE.json holds
the "settings" of a source of mqtt; give it a "client" of its own, for a name has one connection only.`

/** A mistake of the caller, told without a stack. */
class Refusal extends Error {}

if (process.argv.length <= 2) console.log(HELP)
else {
  try {
    console.log(`${await run(process.argv.slice(2))} bản tin / messages`)
  } catch (error) {
    console.error(`record: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}

/** How many messages were recorded. Each is acknowledged when its line is written. */
async function run(args: string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { settings: text, out: text, seconds: text } })
  if (values.settings === undefined || values.out === undefined) throw new Refusal('--settings, --out')
  if (existsSync(values.out)) throw new Refusal(`${values.out}: đã có tệp này / exists`)
  const seconds = Number(values.seconds ?? Infinity)
  if (!(seconds > 0)) throw new Refusal('--seconds')
  const connector: Connector = mqtt
  const settings = connector.settings.safeParse(JSON.parse(readFileSync(values.settings, 'utf8')))
  const issue = settings.error?.issues[0]
  if (issue) throw new Refusal(`${values.settings}: ${issue.path.join('.')}: ${issue.message}`)
  const ending = new AbortController()
  process.once('SIGINT', () => ending.abort())
  process.once('SIGTERM', () => ending.abort())
  const timer = Number.isFinite(seconds) ? setTimeout(() => ending.abort(), seconds * 1000) : undefined
  const out = createWriteStream(values.out, { flags: 'wx', mode: 0o600 })
  const write = (line: string): Promise<void> =>
    new Promise((done, failed) => out.write(`${line}\n`, (error) => (error ? failed(error) : done())))
  let count = 0
  try {
    await write(recordingHead)
    for await (const message of connector.read(settings.data as never, ending.signal)) {
      await write(recordingLine({ at: message.receivedAt, origin: message.origin, bytes: message.bytes }))
      await message.ack()
      count += 1
    }
  } finally {
    clearTimeout(timer)
    out.end()
    await once(out, 'close')
  }
  return count
}
