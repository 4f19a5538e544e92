import { DAY, type Grant, type Role, type SignInStep } from '#model'

/** Roles that reach accounts and the trail: a password alone does not do for them (TCVN 14423:2026). */
const STRONG: readonly Role[] = ['administrator', 'security-officer']

/** The same roles change their password at least every two months; the shortest two months have 59 days. */
const PASSWORD_LIFE = 59 * DAY
/** So long before, they are told. */
export const PASSWORD_NOTICE = 14 * DAY

/** What a session's row says that decides how far its sign-in has come. */
export interface SignInState {
  readonly demo: boolean
  readonly grants: readonly Grant[]
  /** Whether the second factor was given in this session. */
  readonly second: boolean
  /** Whether the session was opened, or is used now, from beyond the local network. */
  readonly outside: boolean
  /** Whether the person has a second factor that has given its first code. */
  readonly factor: boolean
  /** Epoch ms; null without a password. */
  readonly passwordAt: number | null
}

/** What the sign-in still lacks, one thing after the other; undefined when it is whole. */
export function signInStep(of: SignInState, now: number): SignInStep | undefined {
  if (of.demo) return undefined
  if (!of.second && of.factor) return 'code'
  if (!of.second && (of.outside || strong(of.grants))) return 'enrolment'
  const end = passwordEnd(of)
  return end !== undefined && end <= now ? 'password' : undefined
}

/** Epoch ms at which the password must be another one; undefined for those whose password may stay. */
export function passwordEnd(of: Pick<SignInState, 'grants' | 'passwordAt'>): number | undefined {
  return strong(of.grants) && of.passwordAt !== null ? of.passwordAt + PASSWORD_LIFE : undefined
}

export function strong(grants: readonly Grant[]): boolean {
  return grants.some((grant) => STRONG.includes(grant.role))
}
