import { Problem } from '#model'
import { hash, verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'

/** TCVN 14423:2026: at least 14 characters where there is no second factor. */
const SHORTEST = 14

let stranger: Promise<string> | undefined

/** Throws `weak_password` when it is too short or only repeats the login. */
export function checkPassword(password: string, login: string): void {
  const text = password.normalize('NFC')
  const length = Array.from(new Intl.Segmenter('vi').segment(text)).length
  if (length < SHORTEST) throw new Problem('weak_password', { pointer: '/password' })
  if (text.toLowerCase() === login.normalize('NFC').toLowerCase()) {
    throw new Problem('weak_password', { pointer: '/password', detail: 'the password must differ from the login' })
  }
}

/** Argon2id, 19 MiB, 2 passes: the library's defaults and the least that OWASP asks for. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'))
}

/**
 * Whether the password belongs to the stored hash. Without one (nobody has that login) the same work is done against a
 * hash that nobody's password has, so that the time of the answer tells nothing.
 */
export async function passwordMatches(
  stored: string | null,
  password: string,
  check: typeof verify = verify,
): Promise<boolean> {
  stranger ??= hashPassword(randomBytes(32).toString('base64url'))
  const same = await check(stored ?? (await stranger), password.normalize('NFC'))
  return same && stored !== null
}
