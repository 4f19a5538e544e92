import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes as base64url: 43 letters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a secret. It is random and long, so a plain SHA-256 cannot be run backwards. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}
