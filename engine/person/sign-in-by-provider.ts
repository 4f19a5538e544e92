import { EVERYTHING, MINUTE, Problem } from '#model'
import { digest, record } from '#engine/audit'
import type { Shared } from '#engine/context'
import type { Sql } from '#platform/database'
import type { Expected, Identity, Oidc } from './oidc.ts'
import { insertFlow, insertIdentity, personOfIdentity, takeFlow } from './oidc-store.ts'
import { newSecret, secretDigest } from './secret.ts'
import { insertLinkedSession } from './session-store.ts'
import { LONGEST } from './sign-in.ts'
import { accountOf, activateLinked, invited, lockPeople, spendInvitation } from './store.ts'

/** How long somebody may be away at the provider. */
export const AWAY = 10 * MINUTE

/** Why the browser goes to the provider: to sign in, to accept an invitation, or to link the own account. */
export type Errand =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'invitation'; readonly secret: string }
  | { readonly kind: 'link'; readonly person: string }

/** Where the browser goes, and the secret of the cookie that must come back with it. */
export async function leaveForProvider(
  shared: Pick<Shared, 'db' | 'clock' | 'secret'>,
  oidc: Oidc,
  errand: Errand,
  redirect: string,
): Promise<{ location: string; secret: string }> {
  const { location, expected } = await oidc.begin(redirect)
  const secret = newSecret()
  const now = shared.clock.now()
  const sealed = shared.secret.seal(Buffer.from(JSON.stringify({ errand, expected })))
  await insertFlow(shared.db, secretDigest(secret), sealed, now, now + AWAY)
  return { location, secret }
}

/**
 * The browser is back. Opens a session for the person who is linked to the provider's subject; an invitation or an
 * errand of the person's own makes that link first. Nobody is made, and nobody gets a right, by what a provider says:
 * `identity_unknown` without a link, `identity_refused` when anything about the return is wrong.
 */
export async function returnFromProvider(
  shared: Pick<Shared, 'db' | 'clock' | 'secret'>,
  oidc: Oidc,
  back: {
    readonly secret: string | undefined
    readonly search: string
    readonly address: string
    readonly outside: boolean
  },
): Promise<{ secret: string | undefined }> {
  const kept = back.secret && (await takeFlow(shared.db, secretDigest(back.secret), shared.clock.now()))
  if (!kept) throw new Problem('identity_refused')
  const { errand, expected } = JSON.parse(shared.secret.open(kept).toString()) as { errand: Errand; expected: Expected }
  const identity = await oidc.finish(back.search, expected)
  if (errand.kind === 'link') {
    await shared.db.transaction((tx) => link(tx, shared, errand.person, identity))
    return { secret: undefined }
  }
  const secret = newSecret()
  const opened = await shared.db.transaction(async (tx) => {
    const now = shared.clock.now()
    if (errand.kind === 'invitation') await acceptBy(tx, shared, errand.secret, identity)
    const person = await personOfIdentity(tx, identity.issuer, identity.subject)
    const { second } = identity
    const session = { digest: secretDigest(secret), at: now, expires: now + LONGEST, outside: back.outside, second }
    if (!person || !(await insertLinkedSession(tx, { ...session, person }))) return refuse(tx, shared, person, identity)
    const account = await accountOf(tx, 'id', person, EVERYTHING)
    await record(tx, shared, {
      actor: { kind: 'person', id: person },
      act: 'session.open',
      subject: person,
      detail: {
        context: 'live',
        issuer: identity.issuer,
        ...(account ? { address: digest(account.salt, back.address) } : {}),
      },
    })
    return true
  })
  if (!opened) throw new Problem('identity_unknown')
  return { secret }
}

/** A refused try is on the trail too; of a subject that nobody is linked to, nothing is kept. */
async function refuse(
  tx: Sql,
  shared: Pick<Shared, 'clock'>,
  person: string | undefined,
  { issuer }: Identity,
): Promise<false> {
  await record(tx, shared, {
    actor: { kind: 'system', id: 'sign-in' },
    act: 'session.refuse',
    subject: person ?? 'unknown',
    detail: { issuer },
  })
  return false
}

/** An invited person becomes active without a password, as whom the invitation names. */
async function acceptBy(tx: Sql, shared: Pick<Shared, 'clock'>, secret: string, identity: Identity): Promise<void> {
  await lockPeople(tx)
  const now = shared.clock.now()
  const id = await invited(tx, secretDigest(secret), now, true)
  if (id === undefined) throw new Problem('link_used')
  await activateLinked(tx, id, now)
  await spendInvitation(tx, secretDigest(secret), now)
  await record(tx, shared, {
    actor: { kind: 'person', id },
    act: 'person.accept',
    subject: id,
    detail: { before: { state: 'invited' }, after: { state: 'active' }, issuer: identity.issuer },
  })
  await link(tx, shared, id, identity)
}

async function link(tx: Sql, shared: Pick<Shared, 'clock'>, person: string, identity: Identity): Promise<void> {
  const { issuer, subject } = identity
  const account = await accountOf(tx, 'id', person, EVERYTHING)
  if (account?.state !== 'active' || account.demo) throw new Problem('identity_refused')
  if ((await personOfIdentity(tx, issuer, subject)) === person) return
  if (!(await insertIdentity(tx, { issuer, subject, person, at: shared.clock.now() }))) throw new Problem('conflict')
  await record(tx, shared, {
    actor: { kind: 'person', id: person },
    act: 'person.link',
    subject: person,
    detail: { issuer, subject: digest(account.salt, subject) },
  })
}
