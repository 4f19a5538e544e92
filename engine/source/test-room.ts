import assert from 'node:assert/strict'
import { type Decoder, EVERYTHING, HOUR, Problem, type QuarantineReplay } from '#model'
import { caller, putTestAssets, testContext, testDoor, testService } from '#tests'
import { ensureSource } from './ensure.ts'
import { listSources } from './list.ts'
import { selectQuarantined } from './quarantine-store.ts'
import { replayOf, selectReplay } from './replay-store.ts'
import { startReplay } from './replay.ts'
import type { SourceRow } from './row.ts'
import { runReplays } from './run-replays.ts'
import { takeMessage } from './take.ts'

export const MINUTE = 60_000
export const T0 = Date.parse('2026-11-24T08:00:00Z')

/** The test service's decoder, which a test mends in the middle: `fix` turns what it could not read into what it can. */
export async function replayRoom() {
  let fix = (text: string): string => text
  const lines = testService.decoders[0]?.decode as Decoder
  const mended: Decoder = (message) => {
    const text = fix(Buffer.from(message.bytes).toString())
    return lines({ ...message, bytes: Buffer.from(text) })
  }
  const decoders = [{ id: 'lines', name: { vi: 'Dòng', en: 'Lines' }, decode: mended }]
  const t = await testContext({ services: [{ ...testService, decoders }] })
  t.clock.set(T0)
  await putTestAssets(t.ctx, { m1: null })
  await ensureSource(t.ctx, caller(), 's1')
  await t.ctx.db.query(`update source set connector = 'hand', decoder = 'lines'`)
  const source = async (): Promise<SourceRow> =>
    (await t.ctx.db.query<SourceRow>(`select * from source where id = 's1'`))[0] as SourceRow
  const door = testDoor(t.ctx)
  const runner = runReplays(t.ctx, door)
  const values = () =>
    t.ctx.db.query<{ asset: string; at: number; value: number; received_at: number }>(
      `select s.asset, o.at, o.value, o.received_at from observation o join series s on s.id = o.series order by 1, 2`,
    )
  return {
    t,
    door,
    runner,
    source,
    values,
    fix: (mend: (text: string) => string) => (fix = mend),
    take: async (text: string, origin = 'a.txt') =>
      takeMessage(t.ctx, await source(), { bytes: Buffer.from(text), origin, ack: async () => undefined }, door),
    messages: (state?: 'waiting' | 'replayed' | 'dismissed') =>
      selectQuarantined(t.ctx.db, 's1', { state }, Number.MAX_SAFE_INTEGER, 5000),
    shown: async () => (await listSources(t.ctx, EVERYTHING, { limit: 10 })).items.find((one) => one.id === 's1'),
    async replay(of: { reason?: string; message?: number } = {}): Promise<QuarantineReplay> {
      const { id } = await startReplay(t.ctx, caller(), 's1', of)
      await runner.look()
      const row = await selectReplay(t.ctx.db, 's1', id)
      assert.ok(row)
      return replayOf(row)
    },
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}

export const line = (asset: string, minute: number, value: number | string) =>
  `${asset} ${new Date(T0 - HOUR + minute * MINUTE).toISOString()} ${value}`
export const code = (expected: string) => (error: unknown) => error instanceof Problem && error.code === expected
