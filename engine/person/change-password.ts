import { EVERYTHING, Problem } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { factorOf } from './factor-store.ts'
import { checkPassword, hashPassword, isNew, passwordMatches } from './password.ts'
import { revokeSessions } from './session-store.ts'
import { accountOf, lockPeople, setPassword } from './store.ts'
import { countTry, forgive } from './throttle.ts'

/**
 * Gives the person a new password and ends all their sessions, the asking one too. The present password is asked for
 * and throttled as at sign-in, so that a borrowed session cannot take the account over. `weak_password`, and
 * `password_reused` for one of the last ten.
 */
export async function changePassword(
  shared: Shared,
  id: string,
  input: { readonly current: string; readonly password: string; readonly address: string },
): Promise<void> {
  const account = await accountOf(shared.db, 'id', id, EVERYTHING)
  if (!account || account.demo) throw new Problem('forbidden')
  const tried = await countTry(shared, account.login, input.address)
  if (!(await passwordMatches(account.password_hash, input.current))) {
    throw new Problem('wrong_credentials', { pointer: '/current' })
  }
  const factor = (await factorOf(shared.db, id))?.secret ?? null
  checkPassword(input.password, account.login, factor !== null)
  if (!(await isNew(shared.db, id, input.password))) throw new Problem('password_reused', { pointer: '/password' })
  const hash = await hashPassword(input.password)
  await shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const now = await accountOf(tx, 'id', id, EVERYTHING)
    if (now?.state !== 'active' || now.password_hash !== account.password_hash) throw new Problem('conflict')
    await forgive(tx, tried)
    await setPassword(tx, id, hash, shared.clock.now())
    const sessions = await revokeSessions(tx, id, shared.clock.now())
    await record(tx, shared, {
      actor: { kind: 'person', id },
      act: 'person.password',
      subject: id,
      detail: { sessions },
    })
  })
}
