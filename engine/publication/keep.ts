import { createHash } from 'node:crypto'
import { Problem } from '#model'
import type { Clock } from '#platform/clock'

/** An answer made once for everybody: its text, and a tag that changes when what it says does. */
export interface Kept<Answer> {
  readonly answer: Answer
  readonly text: string
  readonly tag: string
}

interface Entry<Answer> {
  readonly kept: Promise<Kept<Answer>>
  /** Epoch ms when it was made; undefined while it is. */
  at: number | undefined
}

export interface KeepOptions {
  readonly clock: Pick<Clock, 'now'>
  /** An answer is made anew when it is so old, ms. */
  readonly fresh: number
  /** So many are kept. */
  readonly most: number
  /** So many are made at once, and so many more may wait for that; the rest are told to come back. */
  readonly atOnce: number
  readonly waiting: number
}

export type Keep<Answer> = (key: string, make: () => Promise<Answer>) => Promise<Kept<Answer>>

/**
 * Keeps answers in memory for a few seconds: however many strangers ask, each is made once and all of them get the same.
 * Throws `unavailable` when too many different ones are asked for; what could not be made is not kept.
 */
export function keepAnswers<Answer extends object>(options: KeepOptions): Keep<Answer> {
  const entries = new Map<string, Entry<Answer>>()
  const turn = takeTurns(options)
  const stands = ({ at }: Entry<Answer>): boolean =>
    at === undefined || Math.abs(options.clock.now() - at) < options.fresh
  return async (key, make) => {
    const held = entries.get(key)
    if (held && stands(held)) return held.kept
    const entry: Entry<Answer> = { kept: turn(make).then(sealed), at: undefined }
    entries.delete(key)
    entries.set(key, entry)
    entry.kept.then(
      () => void (entry.at = options.clock.now()),
      () => void (entries.get(key) === entry && entries.delete(key)),
    )
    for (const oldest of entries.keys()) {
      if (entries.size <= options.most) break
      entries.delete(oldest)
    }
    return entry.kept
  }
}

/** Runs so many at once; who would wait behind too many others is turned away. */
function takeTurns({ atOnce, waiting }: Pick<KeepOptions, 'atOnce' | 'waiting'>) {
  const line: (() => void)[] = []
  let running = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (line.length >= waiting) throw new Problem('unavailable', { retryAfter: 1 })
      await new Promise<void>((go) => void line.push(go))
    } else running += 1
    try {
      return await work()
    } finally {
      // The place goes to the next in line, or is free again.
      const next = line.shift()
      if (next) next()
      else running -= 1
    }
  }
}

/** The tag leaves out when the answer was made: asked again, an unchanged answer need not be sent again. */
function sealed<Answer extends object>(answer: Answer): Kept<Answer> {
  const print = createHash('sha256').update(JSON.stringify({ ...answer, as_of: undefined }))
  return { answer, text: JSON.stringify(answer), tag: `W/"${print.digest('base64url').slice(0, 22)}"` }
}
