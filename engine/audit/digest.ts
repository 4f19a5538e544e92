import { createHmac } from 'node:crypto'

/**
 * Stands for a personal field on the chain: HMAC-SHA-256 under the person's own salt, as hex. When the person's row is
 * deleted its salt goes too, and nothing on the chain can be led back to them.
 */
export function digest(salt: Uint8Array, text: string): string {
  return createHmac('sha256', salt).update(text.normalize('NFC')).digest('hex')
}
