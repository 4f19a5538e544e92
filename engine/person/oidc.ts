import { Problem } from '#model'
import type { OidcSettings } from '#platform/config'
import type { Log } from '#platform/log'
import {
  type Configuration,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'

/** What must come back from the provider, kept by the centre alone. */
export interface Expected {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly redirect: string
}

/** Whom the provider vouches for: its own lasting name of them, and whether it asked for two factors (RFC 8176 `mfa`). */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly second: boolean
}

/** An identity provider by OpenID Connect: authorization code with PKCE, state and nonce. */
export interface Oidc {
  /** Where the browser goes, and what is expected of its return. `unavailable` while the provider does not answer. */
  begin(redirect: string): Promise<{ location: string; expected: Expected }>
  /** `identity_refused` unless everything is right: state, nonce, code, signature, issuer, audience, time. */
  finish(search: string, expected: Expected): Promise<Identity>
}

export function openOidc(settings: OidcSettings, log: Log): Oidc {
  let known: Promise<Configuration> | undefined
  async function configuration(): Promise<Configuration> {
    known ??= discover(settings)
    try {
      return await known
    } catch (error) {
      known = undefined
      log.warn({ error }, 'the identity provider does not answer')
      throw new Problem('unavailable', { detail: 'the identity provider does not answer', retryAfter: 10 })
    }
  }
  return {
    async begin(redirect) {
      const config = await configuration()
      const expected = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        redirect,
      }
      const location = buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid',
        state: expected.state,
        nonce: expected.nonce,
        code_challenge: await calculatePKCECodeChallenge(expected.verifier),
        code_challenge_method: 'S256',
      })
      return { location: location.href, expected }
    },
    async finish(search, expected) {
      const config = await configuration()
      const here = new URL(expected.redirect)
      here.search = search
      try {
        const tokens = await authorizationCodeGrant(config, here, {
          pkceCodeVerifier: expected.verifier,
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) throw new Error('no id token')
        const methods: readonly unknown[] = Array.isArray(claims['amr']) ? claims['amr'] : []
        return { issuer: claims.iss, subject: claims.sub, second: methods.includes('mfa') }
      } catch (error) {
        log.warn({ error }, 'a sign-in by the identity provider was refused')
        throw new Problem('identity_refused')
      }
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  // Config has seen to it that plain http is loopback.
  const plain = new URL(issuer).protocol === 'http:'
  const config = await discovery(new URL(issuer), clientId, clientSecret, undefined, {
    execute: plain ? [allowInsecureRequests] : [],
    timeout: 10,
  })
  // The signature of the ID token is looked at too, not only the connection that it came by.
  enableNonRepudiationChecks(config)
  return config
}
