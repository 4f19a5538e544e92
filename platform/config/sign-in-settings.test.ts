import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, loadConfig } from './index.ts'

const load = (env: Record<string, string>) => loadConfig({ env, cwd: import.meta.dirname, mode: 'serve' })
const refused = (word: string) => (error: unknown) => error instanceof ConfigError && error.message.startsWith(word)
const provider = {
  OIDC_ISSUER: 'https://sso.tinh.example/realms/a',
  OIDC_CLIENT_ID: 'serepok',
  OIDC_CLIENT_SECRET: 'x',
}

test('an identity provider has all three settings and speaks https, or http on this machine', () => {
  assert.equal(load({}).oidc, undefined)
  assert.deepEqual(load(provider).oidc, { issuer: provider.OIDC_ISSUER, clientId: 'serepok', clientSecret: 'x' })
  for (const missing of Object.keys(provider)) {
    assert.throws(() => load({ ...provider, [missing]: '' }), refused('OIDC_ISSUER, '), missing)
  }
  for (const issuer of ['http://127.0.0.1:9', 'http://localhost:9', 'http://[::1]:9']) {
    assert.equal(load({ ...provider, OIDC_ISSUER: issuer }).oidc?.issuer, issuer)
  }
  for (const issuer of ['http://sso.tinh.example', 'ftp://x', 'sso', 'http://127.0.0.1.evil.example']) {
    assert.throws(() => load({ ...provider, OIDC_ISSUER: issuer }), refused('OIDC_ISSUER'), issuer)
  }
})

test('the local network is a list of blocks', () => {
  assert.equal(load({}).lanNetworks, undefined)
  assert.deepEqual(load({ LAN_NETWORKS: '10.20.0.0/16, fd00::/8' }).lanNetworks, ['10.20.0.0/16', 'fd00::/8'])
  for (const text of ['10.20.0.0', '10.20.0.0/33', 'lan', '10.0.0.0/8,,'])
    assert.throws(() => load({ LAN_NETWORKS: text }), refused('LAN_NETWORKS'), text)
})
