import type { Caller } from '#engine/context'

/** How each caller of this process was found, to find them again. */
const credentials = new WeakMap<Caller, () => Promise<Caller | undefined>>()

/** Remembers how a caller was found; `find` must not count as activity of the person. */
export function remember(caller: Caller, find: () => Promise<Caller | undefined>): void {
  credentials.set(caller, find)
}

/**
 * Whether the caller's credential still holds and still allows the same. A stream asks every few seconds, so that it
 * ends soon after a sign-out, a revoked token or a changed grant.
 */
export async function stillValid(caller: Caller): Promise<boolean> {
  const now = await credentials.get(caller)?.()
  return now !== undefined && print(now) === print(caller)
}

function print({ id, context, permissions, scope }: Caller): string {
  return JSON.stringify([id, context, [...permissions].sort(), scope])
}
