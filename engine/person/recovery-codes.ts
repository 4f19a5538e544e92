import type { Sql } from '#platform/database'
import { replaceRecoveryCodes } from './factor-store.ts'
import { secretDigest, spokenSecret } from './secret.ts'

const CODES = 10

/** Gives a person ten new recovery codes in place of those before and answers them, this once. */
export async function renewRecoveryCodes(tx: Sql, person: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, spokenSecret)
  await replaceRecoveryCodes(
    tx,
    person,
    codes.map((code) => codeDigest(code)),
  )
  return codes
}

/** However it is typed: capitals, blanks and dashes make no difference. Only the digest is stored. */
export function codeDigest(code: string): Buffer {
  return secretDigest(plain(code))
}

/** A code as typed, without what people put between its groups. */
export function plain(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toLowerCase()
}
