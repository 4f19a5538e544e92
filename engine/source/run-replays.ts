import { EVERYTHING } from '#model'
import type { Ctx } from '#engine/context'
import { sealed } from './quarantine.ts'
import {
  type WaitingMessage,
  insertQuarantined,
  lockSource,
  selectNext,
  setReplayed,
  setStill,
} from './quarantine-store.ts'
import { type ReplayRow, selectRunning, setEnded, setProgress } from './replay-store.ts'
import type { SourceRow } from './row.ts'
import { selectOne } from './store.ts'
import { type Aside, type Door, readMessage } from './take.ts'

export interface ReplayRunner {
  /** Looks for work now; answers when there is none left. */
  look(): Promise<void>
  stop(): Promise<void>
}

const LOOK_MS = 1000
/** Messages of one replay before the next replay has its turn: a long one must not hold up another source's. */
const TURN = 100
/** Waits (ms) after a message that could not be stored, each longer; then the replay has failed and says why. */
const RETRY_MS = [200, 1000, 5000]
const SAID = 300

/**
 * Carries replays out, also those that a restart has broken off. Each message goes through the same door as a live one;
 * its fate and the replay's place commit together, so a crash reads one message twice at most, and twice is a duplicate.
 */
export function runReplays(ctx: Ctx, door: Door): ReplayRunner {
  const ending = new AbortController()
  const { signal } = ending
  let turn: Promise<void> | undefined
  let again = false

  async function work(): Promise<void> {
    do {
      again = false
      let rows = await running(ctx)
      while (rows.length > 0 && !signal.aborted) {
        for (const row of rows) await takeTurn(ctx, door, row, signal)
        rows = await running(ctx)
      }
    } while (again && !signal.aborted)
  }
  function look(): Promise<void> {
    again = true
    turn ??= work()
      .catch((error: unknown) => ctx.log.warn({ error }, 'messages could not be replayed; they are tried again'))
      .finally(() => (turn = undefined))
    return turn
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  timer.unref()
  return {
    look,
    async stop() {
      ending.abort()
      clearInterval(timer)
      await turn
    },
  }
}

async function running(ctx: Ctx): Promise<ReplayRow[]> {
  // Who may not write leaves it to the process that does.
  return ctx.journal.ready() ? selectRunning(ctx.db) : []
}

async function takeTurn(ctx: Ctx, door: Door, replay: ReplayRow, signal: AbortSignal): Promise<void> {
  const source = await selectOne(ctx.db, replay.source, ctx.clock.now(), EVERYTHING)
  if (!source) throw new Error(`the source of a replay is gone: ${replay.source}`)
  let { position } = replay
  for (let n = 0; n < TURN && !signal.aborted; n += 1) {
    const message = await selectNext(ctx.db, replay, position)
    if (!message) {
      await setEnded(ctx.db, replay.id, 'ended', ctx.clock.now())
      return
    }
    position = message.id
    const error = await patiently(() => readAgain(ctx, door, { replay, source, message }), signal)
    if (error === true) continue
    if (error !== false) await setEnded(ctx.db, replay.id, 'failed', ctx.clock.now(), error)
    return
  }
}

/** What `work` answers; a text when it failed every time. */
async function patiently(work: () => Promise<boolean>, signal: AbortSignal): Promise<boolean | string> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const wait = RETRY_MS[tries]
      if (signal.aborted) return false
      if (wait === undefined) return (error instanceof Error ? error.message : String(error)).slice(0, SAID)
      await new Promise<void>((done) => {
        const timer = setTimeout(done, wait)
        signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true })
      })
    }
  }
}

/** Reads one message with today's decoder and settings. Answers false when the replay was cancelled. */
async function readAgain(
  ctx: Ctx,
  door: Door,
  { replay, source, message }: { replay: ReplayRow; source: SourceRow; message: WaitingMessage },
): Promise<boolean> {
  const bytes = ctx.secret.open(message.bytes)
  const raw = { bytes, origin: message.origin ?? '' }
  const { stored, aside } = await readMessage(ctx, source, raw, door, message.received_at)
  const same = (part: Aside): boolean => Buffer.compare(part.part, bytes) === 0
  // With nothing of it stored it is as unreadable as before, and the original waits on, whatever the decoder cut from it.
  const still = aside.find(same) ?? (stored === 0 ? aside[0] : undefined)
  // What is still bad in a message that is now understood waits alone, since when the message came.
  const rest = stored === 0 ? [] : aside.filter((part) => !same(part))
  const now = ctx.clock.now()
  return ctx.db.transaction(async (tx) => {
    await lockSource(tx, source.id)
    await insertQuarantined(tx, source.id, sealed(ctx, message.origin, message.received_at, rest))
    if (still) await setStill(tx, message.id, inItsFile(message.detail, bytes, still), now)
    else await setReplayed(tx, source.id, message.id, replay.started_by, now)
    return setProgress(tx, replay.id, message.id, !still)
  })
}

const LINE = /^dòng \d+/

/** A line that was set aside alone keeps the number it had in its file. */
function inItsFile(before: string, bytes: Buffer, fresh: Aside): { reason: string; detail: string } {
  const number = LINE.exec(before)?.[0]
  const alone = number !== undefined && !bytes.includes('\n')
  return { reason: fresh.reason, detail: alone ? fresh.detail.replace(LINE, number) : fresh.detail }
}
