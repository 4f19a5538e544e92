import { type Connector, EVERYTHING } from '#model'
import type { Ctx } from '#engine/context'
import type { SourceRow } from './row.ts'
import { backOff } from './state.ts'
import { failed, finished, selectMany } from './store.ts'
import { type Door, takeMessage } from './take.ts'

export interface SourceRunner {
  /** Starts what was added, stops what was paused or changed. */
  refresh(): Promise<void>
  stop(): Promise<void>
}

const LOOK_MS = 2000
const SAY = 300
const FINISHED = 'Đã phát hết bản ghi / The recording has been played to its end'

/** Runs every source whose connector reads by itself: open, decode, store, acknowledge; back off when it fails. */
export function runSources(ctx: Ctx, connectors: readonly Connector[], door: Door): SourceRunner {
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
      const one = { mark: markOf(row), abort, ended: keepOpen(ctx, connector, row, door, abort.signal) }
      running.set(row.id, one)
      // A finished one that is resumed at once begins again.
      void one.ended.then(() => running.get(row.id) === one && running.delete(row.id))
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
  door: Door,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      // Within the loop: settings that no longer fit, or a lost key, are the source's fault and shown as such.
      const settings = settingsOf(ctx, connector, row)
      for await (const message of connector.read(settings, signal)) {
        await takeMessage(ctx, row, message, door)
        failures = 0
      }
      if (signal.aborted) return
      if (!connector.ends) throw new Error('the connector ended')
      return await finished(ctx.db, row.id, FINISHED)
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

function settingsOf(ctx: Pick<Ctx, 'secret'>, connector: Connector, row: SourceRow): never {
  const secrets = row.secrets ? (JSON.parse(ctx.secret.open(row.secrets).toString()) as object) : {}
  return connector.settings.parse({ ...row.settings, ...secrets }) as never
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true })
  })
}
