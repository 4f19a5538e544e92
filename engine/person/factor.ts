import { TOTP, Secret } from 'otpauth'

/** Seconds that a code stands for, and its digits: what every authenticator app takes without being asked. */
const PERIOD = 30
const DIGITS = 6
/** A phone's clock may be half a minute off: the code before and the code after are taken too. */
const WINDOW = 1
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20

/** A new secret, base32. */
export function newFactorSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What the QR picture says: `otpauth://totp/Serepok:login?…`. */
export function factorUri(secret: string, login: string): string {
  return totp(secret, login).toString()
}

/** The 30-second step (RFC 6238, T) whose code this is, at most one away from `at` (epoch ms); undefined for any other. */
export function stepOfCode(secret: string, code: string, at: number): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: at, window: WINDOW })
  return delta === null ? undefined : Math.floor(at / 1000 / PERIOD) + delta
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Serepok', label, algorithm: 'SHA1', digits: DIGITS, period: PERIOD, secret })
}
