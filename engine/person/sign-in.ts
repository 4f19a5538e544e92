import { DAY, EVERYTHING, HOUR, MINUTE, Problem } from '#model'
import { digest, record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { passwordMatches } from './password.ts'
import { newSecret, secretDigest } from './secret.ts'
import { insertSession, revokeSession } from './session-store.ts'
import { type Account, accountOf } from './store.ts'
import { countTry, forgive } from './throttle.ts'
import { Login } from './words.ts'

/** A shift is 12 hours: a screen that nobody has touched for one belongs to nobody. */
export const IDLE = 12 * HOUR
/** A week's duty roster; after that the password is asked for again, however busy the session was. */
export const LONGEST = 7 * DAY

export interface SignIn {
  readonly login: string
  readonly password: string
  /** Where the request came from, for the throttle. */
  readonly address: string
  /** Whether it came from beyond the local network: then a second factor is asked of everybody. */
  readonly outside?: boolean
  /** Secret of the session that the browser had before: it ends. */
  readonly previous?: string | undefined
}

/** How long a sign-in may stay half done. */
export const HALF_WAY = 15 * MINUTE

/**
 * Opens a session and answers its secret, which is stored nowhere. Unknown login, wrong password, disabled account and
 * refused demonstration account all cost the same work and give the same `wrong_credentials`; `too_many` past ten
 * failures of the account or the address in 15 minutes. What the session still lacks, callerOfSession says.
 */
export async function signIn(
  shared: Shared,
  input: SignIn,
  options: { readonly allowDemo: boolean; readonly matches?: typeof passwordMatches },
): Promise<{ secret: string; expires: number }> {
  const login = Login.safeParse(input.login).data ?? ''
  const tried = await countTry(shared, login, input.address)
  const account = await accountOf(shared.db, 'login', login, EVERYTHING)
  const open = account?.state === 'active' && (options.allowDemo || !account.demo)
  const hash = open ? account.password_hash : null
  const same = await (options.matches ?? passwordMatches)(hash, input.password)
  const secret = newSecret()
  const now = shared.clock.now()
  const expires = now + LONGEST
  const opened = await shared.db.transaction(async (tx) => {
    const context = account?.demo ? 'demo' : 'live'
    const session = {
      digest: secretDigest(secret),
      person: account?.id ?? '',
      hash: hash ?? '',
      context,
      at: now,
      expires,
      outside: input.outside ?? false,
    }
    if (!same || !account || !(await insertSession(tx, session))) {
      await record(tx, shared, refusal(account, input.address))
      return false
    }
    await forgive(tx, tried)
    if (input.previous !== undefined) await revokeSession(tx, secretDigest(input.previous), now)
    await record(tx, shared, {
      actor: { kind: 'person', id: account.id },
      act: 'session.open',
      subject: account.id,
      detail: { context, address: digest(account.salt, input.address) },
    })
    return true
  })
  if (!opened) throw new Problem('wrong_credentials')
  return { secret, expires }
}

/** A refused try is on the trail too; of a login that nobody has, nothing is kept. */
function refusal(account: Account | undefined, address: string): Parameters<typeof record>[2] {
  return {
    actor: { kind: 'system', id: 'sign-in' },
    act: 'session.refuse',
    subject: account?.id ?? 'unknown',
    detail: account ? { address: digest(account.salt, address) } : {},
  }
}
