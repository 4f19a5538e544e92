import type { Connector } from '#model'
import { startSealer } from '#engine/audit'
import type { Ctx } from '#engine/context'
import { runDerivations } from '#engine/derivation'
import { acceptEvents, readEvents, runDayCounts } from '#engine/event'
import { accept, readBody } from '#engine/observation'
import { runAccountRules } from '#engine/person'
import { runRules } from '#engine/rule'
import { type Door, runReplays, runSources } from '#engine/source'

/** Everything that goes on in a context without being asked: sources, derivations, rules, the audit chain. */
export interface RunningContext {
  readonly ctx: Ctx
  /** The connectors are looked at again: a source was made, changed or paused, or its messages are to be replayed. */
  refreshSources(): Promise<void>
  /** Journal entries that the slowest consumer has not handled yet. */
  lag(): number
  stop(): Promise<void>
}

/** `live` is where the units are, whichever context runs. */
export async function runContext(
  ctx: Ctx,
  of: { connectors: readonly Connector[]; headFile: string; live: Ctx },
): Promise<RunningContext> {
  const ending = new AbortController()
  const sealer = startSealer(ctx, of.headFile, ending.signal)
  const dayCounts = runDayCounts(ctx, ending.signal)
  const derivations = await runDerivations(ctx)
  const rules = await runRules(ctx)
  const door: Door = {
    observation: { store: accept, body: readBody },
    event: { store: acceptEvents(of.live), body: readEvents },
  }
  const sources = runSources(ctx, of.connectors, door)
  const replays = runReplays(ctx, door)
  await sources.refresh()
  // People are in `live`; other contexts only read them.
  const accounts = ctx.name === 'live' ? await runAccountRules(ctx) : undefined
  return {
    ctx,
    refreshSources: async () => {
      void replays.look()
      await sources.refresh()
    },
    lag: () => Math.max(0, ctx.journal.head() - Math.min(derivations.position(), rules.position())),
    async stop() {
      await Promise.all([sources.stop(), replays.stop(), accounts?.stop()])
      await Promise.all([derivations.stop(), rules.stop()])
      ending.abort()
      await Promise.all([sealer, dayCounts])
      await ctx.journal.close()
    },
  }
}
