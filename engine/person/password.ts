import { Problem } from '#model'
import type { Sql } from '#platform/database'
import { hash, verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import { lastPasswords } from './store.ts'

/** TCVN 14423:2026: at least 14 characters where there is no second factor, 8 where there is one. */
const SHORTEST = 14
const SHORTEST_WITH_FACTOR = 8
/** TCVN 14423:2026: none of the last ten again. */
const REMEMBERED = 10

let stranger: Promise<string> | undefined

/** Throws `weak_password` when it is too short, for somebody with or without a second factor, or repeats the login. */
export function checkPassword(password: string, login: string, factor: boolean): void {
  const text = password.normalize('NFC')
  const length = Array.from(new Intl.Segmenter('vi').segment(text)).length
  if (length < (factor ? SHORTEST_WITH_FACTOR : SHORTEST)) throw new Problem('weak_password', { pointer: '/password' })
  if (text.toLowerCase() === login.normalize('NFC').toLowerCase()) {
    throw new Problem('weak_password', { pointer: '/password', detail: 'the password must differ from the login' })
  }
}

/** Whether the password is none of the person's last ten. */
export async function isNew(db: Sql, person: string, password: string): Promise<boolean> {
  for (const old of await lastPasswords(db, person, REMEMBERED)) {
    if (await passwordMatches(old, password)) return false
  }
  return true
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
