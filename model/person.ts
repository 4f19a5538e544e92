import { z } from 'zod'
import { Code } from './page.ts'

/**
 * What a credential may do. A route names one of these; without it the route does not start.
 * `public` is for what contract.md opens to a stranger; `arriving` for what finishes or ends a sign-in.
 */
export const PERMISSIONS = [
  'public',
  'arriving',
  'signed-in',
  'read',
  'ingest',
  'asset.write',
  'source.manage',
  'alert.acknowledge',
  'alert.resolve',
  'alert.assign',
  'alert.mute',
  'incident.write',
  'incident.close',
  'rule.manage',
  'device.manage',
  'agency.manage',
  'person.manage',
  'person.disable',
  'token.manage',
  'audit.read',
  'access.review',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The work a person does. A grant gives a role within an agency, a service and a unit; null means all of them. */
export const ROLES = [
  'administrator',
  'leader',
  'duty',
  'officer',
  'integrator',
  'auditor',
  'security-officer',
] as const
export const Role = z.enum(ROLES).meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

/** What the watch does about alerts and incidents. */
const WATCH = [
  'alert.acknowledge',
  'alert.resolve',
  'alert.assign',
  'alert.mute',
  'incident.write',
  'incident.close',
] as const satisfies readonly Permission[]

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: [
    'read',
    'asset.write',
    'source.manage',
    ...WATCH,
    'rule.manage',
    'device.manage',
    'agency.manage',
    'person.manage',
    'person.disable',
    'token.manage',
    'audit.read',
    'access.review',
  ],
  leader: ['read'],
  duty: ['read', ...WATCH],
  officer: ['read', 'alert.acknowledge', 'alert.resolve', 'incident.write', 'incident.close'],
  integrator: ['read', 'asset.write', 'source.manage'],
  auditor: ['read', 'audit.read'],
  // Sees who may what and what was done, and no figure of any service: TCVN 14423:2026 keeps the role apart.
  'security-officer': ['audit.read', 'access.review', 'person.disable'],
}

export const TOKEN_SCOPES = ['ingest', 'read', 'write', 'warn', 'admin'] as const
export const TokenScope = z.enum(TOKEN_SCOPES).meta({ id: 'TokenScope' })
export type TokenScope = z.infer<typeof TokenScope>

export const TOKEN_PERMISSIONS: Readonly<Record<TokenScope, readonly Permission[]>> = {
  ingest: ['ingest'],
  read: ['read'],
  write: ['asset.write', 'source.manage', ...WATCH],
  warn: [],
  admin: [
    'rule.manage',
    'device.manage',
    'agency.manage',
    'person.manage',
    'person.disable',
    'token.manage',
    'audit.read',
  ],
}

export const Grant = z
  .object({ role: Role, agency: Code.nullable(), service: Code.nullable(), unit: z.string().nullable() })
  .meta({ id: 'Grant' })
export type Grant = z.infer<typeof Grant>

export const Person = z
  .object({
    id: z.string(),
    name: z.string(),
    login: z.string(),
    demo: z.boolean(),
    state: z.enum(['invited', 'active', 'disabled']),
    grants: z.array(Grant),
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof Person>

/**
 * What a sign-in still lacks: the code of the second factor, a second factor at all, or a new password. Until then the
 * session may do nothing else.
 */
export const SignInStep = z.enum(['code', 'enrolment', 'password']).meta({ id: 'SignInStep' })
export type SignInStep = z.infer<typeof SignInStep>

/** A second factor that waits for its first code; shown once. */
export const FactorOffer = z
  .object({
    secret: z.string().meta({ description: 'Base32, to type in where no picture can be taken' }),
    uri: z.string().meta({ description: 'otpauth://, for the QR picture' }),
  })
  .meta({ id: 'FactorOffer' })
export type FactorOffer = z.infer<typeof FactorOffer>

/** A grant as it is looked at again: who holds it, when that person was last here, when it must be confirmed or revoked. */
export const AccessReview = z
  .object({
    id: z.string(),
    person: z.object({ id: z.string(), name: z.string(), login: z.string(), state: Person.shape.state }),
    grant: Grant,
    granted_at: z.string(),
    last_seen: z.string().nullable(),
    reviewed_at: z.string().nullable(),
    reviewed_by: z.string().nullable(),
    due_at: z.string(),
    overdue: z.boolean(),
  })
  .meta({ id: 'AccessReview' })
export type AccessReview = z.infer<typeof AccessReview>

/** A machine's token, without the secret itself: that is shown once. */
export const MachineToken = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(TokenScope),
    agency: z.string().nullable(),
    context: z.string(),
    created_at: z.string(),
    revoked_at: z.string().nullable(),
  })
  .meta({ id: 'MachineToken' })
export type MachineToken = z.infer<typeof MachineToken>
