import {
  type Connector,
  type Decoder,
  EVERYTHING,
  type ObservationDraft,
  type RawMessage,
  type Unreadable,
} from '#model'
import type { Ctx } from '#engine/context'
import { quarantine } from './quarantine.ts'
import type { SourceRow } from './row.ts'
import { backOff } from './state.ts'
import { failed, selectMany } from './store.ts'

/** Stores drafts and answers, after the commit, what could not be stored. Handed over by the composition root. */
export type Deliver = (
  ctx: Ctx,
  source: SourceRow,
  drafts: readonly ObservationDraft[],
) => Promise<{ rejected: readonly { index: number; problem: { code: string; detail?: string | undefined } }[] }>

export interface SourceRunner {
  /** Starts what was added, stops what was paused or changed. */
  refresh(): Promise<void>
  stop(): Promise<void>
}

const LOOK_MS = 2000
const SAY = 300

/** Runs every source whose connector reads by itself: open, decode, store, acknowledge; back off when it fails. */
export function runSources(ctx: Ctx, connectors: readonly Connector[], deliver: Deliver): SourceRunner {
  const running = new Map<string, { mark: string; abort: AbortController; ended: Promise<void> }>()
  let turn: Promise<void> = Promise.resolve()
  let stopped = false

  async function look(): Promise<void> {
    if (stopped || !ctx.journal.ready()) return
    const rows = await selectMany(ctx.db, ctx.clock.now(), EVERYTHING, { after: '', limit: 10_000 })
    const wanted = new Map(rows.filter((row) => !row.paused).map((row) => [row.id, row]))
    for (const [id, one] of running) {
      const row = wanted.get(id)
      if (row && markOf(row) === one.mark) continue
      one.abort.abort()
      running.delete(id)
      await one.ended
    }
    for (const row of wanted.values()) {
      const connector = connectors.find((one) => one.id === row.connector)
      if (!connector || running.has(row.id)) continue
      const abort = new AbortController()
      running.set(row.id, { mark: markOf(row), abort, ended: keepOpen(ctx, connector, row, deliver, abort.signal) })
    }
  }
  function refresh(): Promise<void> {
    turn = turn.then(look).catch((error: unknown) => ctx.log.warn({ error }, 'the sources could not be looked up'))
    return turn
  }
  const timer = setInterval(() => void refresh(), LOOK_MS)
  timer.unref()
  return {
    refresh,
    async stop() {
      stopped = true
      clearInterval(timer)
      await turn
      for (const one of running.values()) one.abort.abort()
      await Promise.all([...running.values()].map((one) => one.ended))
    },
  }
}

/** What must not change under a running connector. */
function markOf(row: SourceRow): string {
  return JSON.stringify([
    row.connector,
    row.decoder,
    row.settings,
    row.secrets?.toString('base64'),
    row.assets,
    row.agency,
  ])
}

async function keepOpen(
  ctx: Ctx,
  connector: Connector,
  row: SourceRow,
  deliver: Deliver,
  signal: AbortSignal,
): Promise<void> {
  const secrets = row.secrets ? (JSON.parse(ctx.secret.open(row.secrets).toString()) as object) : {}
  const settings = connector.settings.parse({ ...row.settings, ...secrets }) as never
  let failures = 0
  while (!signal.aborted) {
    try {
      for await (const message of connector.read(settings, signal)) {
        await take(ctx, row, message, deliver)
        failures = 0
      }
      if (!signal.aborted) throw new Error('the connector ended')
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      const wait = backOff(failures, Math.random())
      const text = error instanceof Error ? error.message : String(error)
      await failed(ctx.db, row.id, text.slice(0, SAY), failures, ctx.clock.now() + wait).catch(() => undefined)
      await pause(wait, signal)
    }
  }
}

/** One message: decoded, stored, what is left set aside, acknowledged. */
async function take(ctx: Ctx, row: SourceRow, message: RawMessage, deliver: Deliver): Promise<void> {
  const decode = decoderOf(ctx, row)
  const parts = decode(message)
  const drafts = parts.filter((part) => part.kind === 'observation')
  const aside: Omit<Unreadable, 'kind'>[] = parts.filter((part) => part.kind === 'unreadable')
  const { rejected } = drafts.length === 0 ? { rejected: [] } : await deliver(ctx, row, drafts)
  const first = rejected[0]
  if (first) {
    // The whole message is kept, once, so that all of it can be read again after the fix: what is stored is a duplicate.
    const named = rejected
      .slice(0, 5)
      .map(({ index, problem }) => `${drafts[index]?.asset} ${drafts[index]?.property}: ${problem.code}`)
    aside.push({ part: message.bytes, reason: first.problem.code, detail: named.join('; ') })
  }
  await quarantine(ctx, row.id, message.origin, aside)
  await message.ack()
}

function decoderOf(ctx: Ctx, row: SourceRow): Decoder {
  const found = ctx.services.flatMap((service) => service.decoders).find((decoder) => decoder.id === row.decoder)
  if (!found) throw new Error(`unknown decoder: ${row.decoder}`)
  return found.decode
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true })
  })
}
