import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface TestProvider extends AsyncDisposable {
  readonly issuer: string
  /** Who is at the browser, and how the provider has asked. */
  subject: string
  methods: string[]
  /** Where the centre is reached; known after it has started. */
  callback: string
}

export const CLIENT = { id: 'serepok', secret: 'a secret of the tests, 32 letters' } as const

/** A real OpenID provider on loopback. Whoever comes is `subject`, without a page to fill in. */
export async function openProvider(): Promise<TestProvider> {
  const server = createServer()
  const port = await listening(server)
  const issuer = `http://127.0.0.1:${port}`
  const state = { issuer, subject: 'somebody', methods: ['pwd'], callback: '' }
  let provider: Provider | undefined
  server.on('request', (request, response) => {
    // The centre's address is known after it has started, so the client is made when it first calls.
    provider ??= providerOf(issuer, state)
    const enter = request.url?.startsWith('/enter/') === true
    if (!enter) return void provider.callback()(request, response)
    const login = { accountId: state.subject, amr: state.methods }
    void provider.interactionFinished(request, response, { login })
  })
  return Object.assign(state, { [Symbol.asyncDispose]: () => closed(server) })
}

function providerOf(issuer: string, state: { callback: string }): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [state.callback],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr'] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/enter/${interaction.uid}` },
    cookies: { keys: ['of the tests'] },
    async loadExistingGrant(ctx) {
      const { client, session, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
}

/** Goes where a browser would, keeping the provider's cookies, until the provider sends it back; answers that address. */
export async function walk(location: string, callback: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = location
  for (let steps = 0; steps < 10; steps += 1) {
    if (next.startsWith(callback)) return next
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const to = answer.headers.get('location')
    if (!to) throw new Error(`${answer.status} ${next}: ${await answer.text()}`)
    next = new URL(to, next).href
  }
  throw new Error('the provider sends the browser round in circles')
}

export interface ForgingProvider extends AsyncDisposable {
  readonly issuer: string
  /** What the next ID token says otherwise than it should. */
  forge: { claims?: object; header?: object; foreignKey?: boolean }
  /** `code_verifier`s that the centre sent. */
  readonly verifiers: string[]
  /** The nonce to put into the token, as the authorization request had it. */
  nonce: string
}

/** A provider that signs whatever it is told to: for what must be refused. */
export async function openForger(): Promise<ForgingProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const server = createServer()
  const issuer = `http://127.0.0.1:${await listening(server)}`
  const state: Omit<ForgingProvider, keyof AsyncDisposable> = { issuer, forge: {}, verifiers: [], nonce: '' }
  server.on('request', (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      response.setHeader('content-type', 'application/json')
      if (request.url === '/.well-known/openid-configuration') return response.end(JSON.stringify(metadata(issuer)))
      if (request.url === '/jwks') {
        return response.end(
          JSON.stringify({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig' }] }),
        )
      }
      state.verifiers.push(new URLSearchParams(body).get('code_verifier') ?? '')
      const { privateKey } = state.forge.foreignKey ? foreign : own
      const now = Math.floor(Date.now() / 1000)
      const claims = { iss: issuer, aud: CLIENT.id, sub: 'somebody', iat: now, exp: now + 60, nonce: state.nonce }
      const head = encode({ alg: 'RS256', kid: '1', ...state.forge.header })
      const signed = `${head}.${encode({ ...claims, ...state.forge.claims })}`
      const token = `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
      return response.end(JSON.stringify({ access_token: 'x', token_type: 'bearer', id_token: token }))
    })
  })
  return Object.assign(state, { [Symbol.asyncDispose]: () => closed(server) })
}

/** RFC 7636: what the authorization request says of the verifier that comes later. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function metadata(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function listening(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port))
  })
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
