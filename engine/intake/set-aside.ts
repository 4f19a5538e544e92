import type { IngestAnswer, ProblemCode } from '#model'
import type { Ctx } from '#engine/context'
import { quarantine } from '#engine/source'
import { linesOf, rowsOf } from './body-rows.ts'
import { faultWords } from './row-fault.ts'

/** Rows that a detail names. */
const NAMED = 5

/**
 * Keeps the rejected rows of a pushed body, each reason's together as NDJSON: the sender was told and may not listen,
 * and a station that is registered an hour later has lost nothing.
 */
export async function setAside(
  ctx: Pick<Ctx, 'db' | 'clock' | 'secret'>,
  source: string,
  origin: string,
  body: unknown,
  rejected: IngestAnswer['rejected'],
): Promise<void> {
  if (rejected.length === 0) return
  const rows = rowsOf(body) ?? []
  const lines = typeof body === 'string' ? linesOf(body) : undefined
  const groups = new Map<ProblemCode, { line: string; said: string }[]>()
  for (const { index, problem } of rejected) {
    const group = groups.get(problem.code) ?? []
    groups.set(problem.code, group)
    const field = problem.pointer?.split('/')[2] ?? ''
    const line = lines?.[index] ?? written(rows[index])
    group.push({ line, said: faultWords(group.length, { code: problem.code, field }, rows[index]) })
  }
  await quarantine(
    ctx,
    source,
    origin,
    [...groups].map(([reason, group]) => ({
      part: Buffer.from(group.map(({ line }) => line).join('\n')),
      reason,
      detail: group
        .slice(0, NAMED)
        .map(({ said }) => said)
        .join('; '),
    })),
  )
}

/** A row nested so deep that it can be read but not written is told by this alone: its sender has the refusal. */
function written(row: unknown): string {
  try {
    return JSON.stringify(row)
  } catch {
    return '"…"'
  }
}
