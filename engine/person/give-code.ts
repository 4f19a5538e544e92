import { EVERYTHING, Problem } from '#model'
import { digest, record } from '#engine/audit'
import type { Shared } from '#engine/context'
import type { Sql } from '#platform/database'
import { stepOfCode } from './factor.ts'
import { factorOf, takeRecoveryCode, takeStep } from './factor-store.ts'
import { codeDigest, plain } from './recovery-codes.ts'
import { newSecret, secretDigest } from './secret.ts'
import { finishSession } from './session-store.ts'
import { LONGEST } from './sign-in.ts'
import { accountOf } from './store.ts'
import { countTry, forgive } from './throttle.ts'

export interface GivenCode {
  readonly person: string
  /** Six digits of the authenticator, or a recovery code. */
  readonly code: string
  /** Secret of the session that waits for it; it ends, and a whole one begins. */
  readonly session: string
  readonly address: string
}

/**
 * The second step of a sign-in. A code is taken once: `wrong_code` for one that was used, also by two at once, and for
 * one that is not of now. Counted with the password's failures: `too_many` past ten.
 */
export async function giveCode(shared: Shared, input: GivenCode): Promise<{ secret: string }> {
  const account = await accountOf(shared.db, 'id', input.person, EVERYTHING)
  if (!account) throw new Problem('wrong_code', { pointer: '/code' })
  const tried = await countTry(shared, account.login, input.address)
  const secret = newSecret()
  const done = await shared.db.transaction(async (tx) => {
    const now = shared.clock.now()
    const by = await spendCode(tx, shared, input.person, input.code)
    const next = { from: secretDigest(input.session), to: secretDigest(secret), at: now, expires: now + LONGEST }
    const opened = by !== undefined && (await finishSession(tx, next))
    if (opened) await forgive(tx, tried)
    await record(tx, shared, {
      actor: opened ? { kind: 'person', id: account.id } : { kind: 'system', id: 'sign-in' },
      act: opened ? 'session.code' : 'session.refuse',
      subject: account.id,
      detail: { by: by ?? 'none', address: digest(account.salt, input.address) },
    })
    return opened
  })
  if (!done) throw new Problem('wrong_code', { pointer: '/code' })
  return { secret }
}

/** Uses the code up and says which kind it was; undefined when it is worth nothing. */
async function spendCode(
  tx: Sql,
  shared: Pick<Shared, 'clock' | 'secret' | 'log'>,
  person: string,
  code: string,
): Promise<'authenticator' | 'recovery' | undefined> {
  const now = shared.clock.now()
  const text = plain(code)
  if (!/^\d{6}$/.test(text)) {
    return (await takeRecoveryCode(tx, person, codeDigest(text), now)) ? 'recovery' : undefined
  }
  const sealed = (await factorOf(tx, person))?.secret
  const secret = sealed && unseal(shared, sealed)
  const step = secret ? stepOfCode(secret, text, now) : undefined
  return step !== undefined && (await takeStep(tx, person, step)) ? 'authenticator' : undefined
}

/** Undefined when secret.key is another one than that which sealed it: then only a recovery code helps. */
function unseal({ secret, log }: Pick<Shared, 'secret' | 'log'>, sealed: Buffer): string | undefined {
  try {
    return secret.open(sealed).toString()
  } catch {
    log.warn({}, 'a second factor cannot be opened with this secret.key')
    return undefined
  }
}
