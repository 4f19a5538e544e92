import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 32 random bytes as base64url: 43 letters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a secret. It is random and long, so a plain SHA-256 cannot be run backwards. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}

/** Letters and digits that are not taken for each other when read aloud or typed from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** For people to type: four groups of four, 79 bits. */
export function spokenSecret(): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}
