import { MINUTE } from '#model'
import type { Sql } from '#platform/database'
import { GENESIS, chainHash } from './canonical.ts'
import type { AuditHead } from './head.ts'
import { countUnsealed, sealAt, sealedAfter } from './store.ts'

/**
 * What is wrong with a chain. `changed`: row and hash disagree; `row_removed`: a seal without its row; `seal_removed`: a
 * gap in the chain; `cut`: the head outside the database is ahead of the chain; `rewritten`: the head stands on another
 * chain; `head_missing`: there are seals and no head; `unsealed`: a row that the sealer must have passed by.
 */
export interface AuditFault {
  readonly kind: 'changed' | 'row_removed' | 'seal_removed' | 'cut' | 'rewritten' | 'head_missing' | 'unsealed'
  /** Position in the chain, when it has one. */
  readonly seq: string | null
  /** Id of the audit row, when one is known. */
  readonly audit: string | null
}

export interface Verdict {
  readonly ok: boolean
  readonly sealed: number
  /** Rows that wait for the sealer; not a fault while they are young. */
  readonly unsealed: number
  readonly faults: number
  /** The first faults, in the order of the chain. */
  readonly problems: readonly AuditFault[]
}

const BATCH = 5000
const SHOWN = 100
/** The sealer comes by each second; a row that waited this long while it lived was put there past it. */
const PATIENCE = MINUTE

/**
 * Recomputes a context's chain (its schema is the Sql's search_path) and compares it with the head kept outside the
 * database. Read the head before calling: the chain of a running centre only grows ahead of it.
 */
export async function verify(db: Sql, head: AuditHead | undefined): Promise<Verdict> {
  const problems: AuditFault[] = []
  let faults = 0
  const fault = (kind: AuditFault['kind'], seq: string | null, audit: string | null): void => {
    faults += 1
    if (problems.length < SHOWN) problems.push({ kind, seq, audit })
  }
  const { sealed, last } = await walk(db, fault)
  if (head) {
    if (BigInt(last) < BigInt(head.seq)) fault('cut', head.seq, null)
    else if ((await sealAt(db, head.seq))?.hash.toString('hex') !== head.hash) fault('rewritten', head.seq, null)
  } else if (sealed > 0) fault('head_missing', last, null)
  const before = head ? new Date(Date.parse(head.at) - PATIENCE).toISOString() : null
  const waiting = await countUnsealed(db, before)
  if (waiting.old > 0) fault('unsealed', null, waiting.first)
  return { ok: faults === 0, sealed, unsealed: waiting.unsealed, faults, problems }
}

/** Every link in order. After a fault the stored hash counts, so that one change is one fault. */
async function walk(
  db: Sql,
  fault: (kind: AuditFault['kind'], seq: string, audit: string | null) => void,
): Promise<{ sealed: number; last: string }> {
  let previous: Buffer = GENESIS
  let last = '0'
  let sealed = 0
  for (;;) {
    const links = await sealedAfter(db, last, BATCH)
    for (const link of links) {
      const expected = BigInt(last) + 1n
      if (BigInt(link.seq) !== expected) fault('seal_removed', String(expected), null)
      else if (link.id === null) fault('row_removed', link.seq, link.audit)
      else if (!chainHash(previous, { ...link, id: link.id }).equals(link.hash)) {
        fault('changed', link.seq, link.audit)
      }
      previous = link.hash
      last = link.seq
      sealed += 1
    }
    if (links.length < BATCH) return { sealed, last }
  }
}
