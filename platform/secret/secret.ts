import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Encrypts what must not be readable in the database or a backup: settings' secrets, quarantined bytes. */
export interface SecretBox {
  seal(plain: Uint8Array): Buffer
  /** Throws when the bytes were changed or the key is another one. */
  open(sealed: Uint8Array): Buffer
}

const NONCE = 12
const TAG = 16

/** AES-256-GCM with the key in `file` (32 bytes as hex, mode 0600), made at the first start. */
export function openSecretBox(file: string): SecretBox {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const key = readKey(file)
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
    },
  }
}

/** What a backup has of the key, without having the key. */
export interface BackupSeal {
  /** Tells one key from another and says nothing about either: 16 hex digits. */
  readonly fingerprint: string
  /** HMAC-SHA-256 of the manifest, hex: only who holds the key can have written it. */
  sign(manifest: Uint8Array): string
}

/** The seal of the key in `file`; undefined when there is no such file: a backup never makes a key. */
export function openBackupSeal(file: string): BackupSeal | undefined {
  if (!existsSync(file)) return undefined
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', readKey(file), '', `serepok ${use}`, 32))
  const seal = derive('backup seal')
  return {
    fingerprint: derive('key fingerprint').toString('hex').slice(0, 16),
    sign: (manifest) => createHmac('sha256', seal).update(manifest).digest('hex'),
  }
}

function readKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes as hex`)
  return key
}
