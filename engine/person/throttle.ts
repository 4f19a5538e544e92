import { MINUTE, Problem, SECOND } from '#model'
import type { Shared } from '#engine/context'
import { createHmac, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import {
  countFailures,
  insertFailures,
  lockKeys,
  removeFailures,
  replaceSignInKey,
  selectSignInKey,
} from './session-store.ts'

/** Failed tries that one account, and one address, may make within the window. */
const MOST_TRIES = 10
const TRY_WINDOW = 15 * MINUTE

export interface Try {
  readonly keys: readonly Buffer[]
  readonly at: number
}

/**
 * Counts a try as failed before its password is looked at, so that many at once are not all let through; `forgive` takes
 * it back. Throws `too_many` with seconds to wait. Nobody is told whether the login exists.
 */
export async function countTry(
  shared: Pick<Shared, 'db' | 'clock' | 'secret'>,
  login: string,
  address: string,
): Promise<Try> {
  const secret = await signInKey(shared)
  const keys = [`login:${login}`, `address:${network(address)}`]
    .map((text) => createHmac('sha256', secret).update(text).digest())
    .sort((a, b) => a.compare(b))
  const at = shared.clock.now()
  await shared.db.transaction(async (tx) => {
    await lockKeys(tx, keys)
    const counts = await countFailures(tx, keys, at - TRY_WINDOW, MOST_TRIES)
    const full = counts.filter((one) => one.tries >= MOST_TRIES)
    if (full.length > 0) {
      const free = Math.max(...full.map((one) => one.oldest)) + TRY_WINDOW
      throw new Problem('too_many', { retryAfter: Math.max(1, Math.ceil((free - at) / SECOND)) })
    }
    await insertFailures(tx, keys, at)
  })
  return { keys, at }
}

/** A right password takes its own try back, and no other: guesses at other accounts still count for the address. */
export const forgive = removeFailures

/** IPv6 subscribers own a whole /64: its first half is the address. An IPv4 address within IPv6 is itself. */
export function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

async function signInKey({ db, secret }: Pick<Shared, 'db' | 'secret'>): Promise<Buffer> {
  const stored = await selectSignInKey(db)
  if (stored) {
    try {
      return secret.open(stored)
    } catch {
      // Another secret.key than the one that sealed it: the tries counted under the old key are forgotten.
    }
  }
  const made = await replaceSignInKey(db, stored ?? null, secret.seal(randomBytes(32)))
  return secret.open(made)
}
