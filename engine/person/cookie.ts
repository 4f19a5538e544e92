/** The cookie that carries a person's session secret. */
export const SESSION_COOKIE = 'serepok_session'

/** The secret in a `Cookie` header (RFC 6265), or undefined. */
export function sessionSecret(header: string | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2)
    if (name?.trim() === SESSION_COOKIE) return value?.trim()
  }
  return undefined
}

/** `Set-Cookie` for a session that ends after `seconds`; 0 takes the cookie away. */
export function sessionCookie(secret: string, seconds: number, secure: boolean): string {
  const parts = [`${SESSION_COOKIE}=${secret}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict']
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}
