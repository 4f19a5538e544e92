/** The cookie that carries a person's session secret. */
export const SESSION_COOKIE = 'serepok_session'
/** The cookie of a browser that is away at the identity provider. */
export const OIDC_COOKIE = 'serepok_oidc'

/** The secret of the session in a `Cookie` header (RFC 6265), or undefined. */
export function sessionSecret(header: string | undefined): string | undefined {
  return cookieSecret(SESSION_COOKIE, header)
}

/** The secret under a name in a `Cookie` header, or undefined. */
export function cookieSecret(cookie: string, header: string | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2)
    if (name?.trim() === cookie) return value?.trim()
  }
  return undefined
}

/** `Set-Cookie` for a session that ends after `seconds`; 0 takes the cookie away. */
export function sessionCookie(secret: string, seconds: number, secure: boolean): string {
  const parts = [`${SESSION_COOKIE}=${secret}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict']
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}

/** The same for the way to the provider and back: Lax, for it must come along when another site sends the browser back. */
export function oidcCookie(secret: string, seconds: number, secure: boolean): string {
  const path = 'Path=/api/v1/session/oidc'
  const parts = [`${OIDC_COOKIE}=${secret}`, path, `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax']
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}
