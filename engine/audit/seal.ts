import { HOUR, MINUTE, SECOND } from '#model'
import type { Ctx } from '#engine/context'
import { setTimeout as sleep } from 'node:timers/promises'
import { GENESIS, chainHash } from './canonical.ts'
import { type AuditHead, readHeads, writeHeads } from './head.ts'
import { insertSeals, lastSeal, lockChain, lockHeadFile, sealAt, unsealed } from './store.ts'

type Sealing = Pick<Ctx, 'name' | 'db' | 'clock' | 'log'>

/** Rows sealed in one transaction. */
const BATCH = 1000
/** A head without news is written again after this long: it says that the sealer lived until then. */
const HEARTBEAT = MINUTE
/** The whole trail is searched for rows without a seal at the start and then this often. */
const SEARCH = HOUR

export type SealOutcome = 'sealed' | 'more' | 'idle' | 'elsewhere'

/**
 * Chains the rows that no running transaction can still precede: hash = sha256(previous hash ‖ row), at most a batch of
 * them. `more` = call again, `elsewhere` = another process seals this context just now.
 */
export async function sealOnce(ctx: Pick<Ctx, 'db'>, all = true): Promise<SealOutcome> {
  return ctx.db.transaction(async (tx) => {
    if (!(await lockChain(tx))) return 'elsewhere'
    const rows = await unsealed(tx, all, BATCH)
    if (rows.length === 0) return 'idle'
    const last = await lastSeal(tx)
    let seq = BigInt(last?.seq ?? 0)
    let hash: Buffer = last?.hash ?? GENESIS
    const seals = rows.map((row) => {
      hash = chainHash(hash, row)
      seq += 1n
      return { seq, audit: row.id, hash }
    })
    await insertSeals(tx, seals)
    return rows.length === BATCH ? 'more' : 'sealed'
  })
}

/**
 * Seals the context each second until `signal`, and copies the chain's head into `headFile`. The head only ever moves
 * along the chain it stands on: when that chain was cut or rewritten it stays, as the evidence, and the log says so.
 * Resolves after a last round.
 */
export async function startSealer(ctx: Sealing, headFile: string, signal: AbortSignal): Promise<void> {
  let searched = Number.NEGATIVE_INFINITY
  let known: AuditHead | undefined
  const round = async (): Promise<void> => {
    const now = ctx.clock.now()
    const all = now - searched >= SEARCH
    while ((await sealOnce(ctx, all)) === 'more');
    if (all) searched = now
    known = await keepHead(ctx, headFile, known)
  }
  for (;;) {
    const last = signal.aborted
    await round().catch((error: unknown) => ctx.log.error({ err: error, context: ctx.name }, 'audit chain not sealed'))
    if (last) return
    await sleep(SECOND, undefined, { signal }).catch(() => undefined)
  }
}

/** Moves the head in the file to the chain's end. Answers the head that stands there now. */
export async function keepHead(
  ctx: Sealing,
  file: string,
  known: AuditHead | undefined,
): Promise<AuditHead | undefined> {
  const end = await lastSeal(ctx.db)
  const now = ctx.clock.now()
  if (
    known &&
    end?.seq === known.seq &&
    end.hash.toString('hex') === known.hash &&
    now - Date.parse(known.at) < HEARTBEAT
  ) {
    return known
  }
  return ctx.db.transaction(async (tx) => {
    await lockHeadFile(tx)
    const heads = await readHeads(file)
    const before = heads[ctx.name] ?? known
    if (before && (await sealAt(tx, before.seq))?.hash.toString('hex') !== before.hash) {
      ctx.log.error({ context: ctx.name, seq: before.seq }, 'audit chain was cut or rewritten, its head is kept')
      return before
    }
    const newest = await lastSeal(tx)
    if (!newest) return undefined
    const head = { seq: newest.seq, hash: newest.hash.toString('hex'), at: new Date(now).toISOString() }
    await writeHeads(file, { ...heads, [ctx.name]: head })
    return head
  })
}
