import { EVERYTHING, Instant, Problem } from '#model'
import type { Shared } from '#engine/context'
import { z } from 'zod'
import { factorOf } from './factor-store.ts'
import { PASSWORD_NOTICE, passwordEnd } from './sign-in-step.ts'
import { accountOf } from './store.ts'

/** What a signed-in person sees of their own account. */
export const AccountAnswer = z
  .object({
    login: z.string(),
    demo: z.boolean(),
    second_factor: z.boolean(),
    recovery_codes: z.number().int().meta({ description: 'Recovery codes that were not used yet' }),
    password_due: Instant.nullable().meta({
      description: 'When the password must be another one, told two weeks before; null otherwise',
    }),
  })
  .meta({ id: 'Account' })
export type AccountAnswer = z.infer<typeof AccountAnswer>

export async function accountAnswer(shared: Pick<Shared, 'db' | 'clock'>, person: string): Promise<AccountAnswer> {
  const account = await accountOf(shared.db, 'id', person, EVERYTHING)
  if (!account) throw new Problem('not_found')
  const factor = await factorOf(shared.db, person)
  const end = account.demo ? undefined : passwordEnd({ grants: account.grants, passwordAt: account.passwordAt })
  const told = end !== undefined && end - PASSWORD_NOTICE <= shared.clock.now()
  return {
    login: account.login,
    demo: account.demo,
    second_factor: factor?.secret != null,
    recovery_codes: factor?.codes ?? 0,
    password_due: told ? new Date(end).toISOString() : null,
  }
}
