import type { IngestAnswer, Text } from '#model'
import type { Ctx } from '#engine/context'
import { ingestRows } from '#engine/intake'
import { type AcceptingSource, accept } from './accept.ts'
import { readRow } from './read-row.ts'

/** Stores the good rows of a body of observations; the others are in `rejected`, each with its 0-based index. */
export function ingest(ctx: Ctx, source: AcceptingSource, body: unknown, language: keyof Text): Promise<IngestAnswer> {
  return ingestRows(body, language, {
    what: 'observations',
    readRow,
    accept: (drafts) => accept(ctx, source, drafts, language),
  })
}
