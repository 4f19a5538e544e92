import { EVERYTHING, type FactorOffer, Problem } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { factorUri, newFactorSecret, stepOfCode } from './factor.ts'
import { confirmFactor, factorOf, offerFactor } from './factor-store.ts'
import { passwordMatches } from './password.ts'
import { plain, renewRecoveryCodes } from './recovery-codes.ts'
import { newSecret, secretDigest } from './secret.ts'
import { finishSession, revokeSessions } from './session-store.ts'
import { LONGEST } from './sign-in.ts'
import { type Account, accountOf } from './store.ts'
import { type Try, countTry, forgive } from './throttle.ts'

/**
 * Offers a new second factor; the one before stays until the offered one has given its first code. Who is not in the
 * middle of signing in gives the password again, so that a screen left alone cannot be taken over: `password` undefined
 * says that it was given just now.
 */
export async function offerSecondFactor(
  shared: Shared,
  person: string,
  input: { readonly password: string | undefined; readonly address: string },
): Promise<FactorOffer> {
  const account = await ownAccount(shared, person)
  const tried = input.password === undefined ? undefined : await proved(shared, account, input.password, input.address)
  const secret = newFactorSecret()
  await shared.db.transaction(async (tx) => {
    if (tried) await forgive(tx, tried)
    await offerFactor(tx, person, shared.secret.seal(Buffer.from(secret)))
    await record(tx, shared, { actor: { kind: 'person', id: person }, act: 'factor.offer', subject: person })
  })
  return { secret, uri: factorUri(secret, account.login) }
}

/**
 * The first code of the offered factor: from now on the factor is asked for. Every session of the person ends and a
 * whole one begins; answers its secret and ten recovery codes, both this once. `wrong_code`, `too_many` as at sign-in.
 */
export async function confirmSecondFactor(
  shared: Shared,
  person: string,
  input: { readonly code: string; readonly session: string; readonly address: string },
): Promise<{ secret: string; codes: string[] }> {
  const account = await ownAccount(shared, person)
  const tried = await countTry(shared, account.login, input.address)
  const now = shared.clock.now()
  const next = (await factorOf(shared.db, person))?.next
  const step = next ? stepOfCode(shared.secret.open(next).toString(), plain(input.code), now) : undefined
  if (!next || step === undefined) throw new Problem('wrong_code', { pointer: '/code' })
  const secret = newSecret()
  const codes = await shared.db.transaction(async (tx) => {
    const session = { from: secretDigest(input.session), to: secretDigest(secret), at: now, expires: now + LONGEST }
    if (!(await confirmFactor(tx, person, next, step, now)) || !(await finishSession(tx, session))) {
      throw new Problem('conflict')
    }
    await forgive(tx, tried)
    const sessions = await revokeSessions(tx, person, now, session.to)
    const made = await renewRecoveryCodes(tx, person)
    await record(tx, shared, {
      actor: { kind: 'person', id: person },
      act: 'factor.confirm',
      subject: person,
      detail: { sessions, recovery_codes: made.length },
    })
    return made
  })
  return { secret, codes }
}

/** Ten new recovery codes in place of those before, for whoever has a second factor and gives the password again. */
export async function replaceRecovery(
  shared: Shared,
  person: string,
  input: { readonly password: string; readonly address: string },
): Promise<string[]> {
  const account = await ownAccount(shared, person)
  const tried = await proved(shared, account, input.password, input.address)
  return shared.db.transaction(async (tx) => {
    if (!(await factorOf(tx, person))?.secret) throw new Problem('conflict', { detail: 'no second factor' })
    await forgive(tx, tried)
    const codes = await renewRecoveryCodes(tx, person)
    await record(tx, shared, { actor: { kind: 'person', id: person }, act: 'factor.codes', subject: person })
    return codes
  })
}

/** Accounts of the demonstration are everybody's: nobody puts a lock of their own on one. */
export async function ownAccount(shared: Pick<Shared, 'db'>, person: string): Promise<Account> {
  const account = await accountOf(shared.db, 'id', person, EVERYTHING)
  if (!account || account.demo) throw new Problem('forbidden')
  return account
}

/** Throws `wrong_credentials` unless the password is the present one; counted as at sign-in. */
export async function proved(shared: Shared, account: Account, password: string, address: string): Promise<Try> {
  const tried = await countTry(shared, account.login, address)
  if (!(await passwordMatches(account.password_hash, password))) {
    throw new Problem('wrong_credentials', { pointer: '/password' })
  }
  return tried
}
