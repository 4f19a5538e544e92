import { z } from 'zod'
import { Code } from './page.ts'

/**
 * What a credential may do. A route names one of these; without it the route does not start.
 * `public` is for what contract.md opens to a stranger.
 */
export const PERMISSIONS = [
  'public',
  'signed-in',
  'read',
  'ingest',
  'asset.write',
  'source.manage',
  'alert.acknowledge',
  'alert.resolve',
  'agency.manage',
  'person.manage',
  'token.manage',
  'audit.read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The work a person does. A grant gives a role within an agency, a service and a unit; null means all of them. */
export const ROLES = ['administrator', 'leader', 'duty', 'officer', 'integrator', 'auditor'] as const
export const Role = z.enum(ROLES).meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: [
    'read',
    'asset.write',
    'source.manage',
    'alert.acknowledge',
    'alert.resolve',
    'agency.manage',
    'person.manage',
    'token.manage',
    'audit.read',
  ],
  leader: ['read'],
  duty: ['read', 'alert.acknowledge', 'alert.resolve'],
  officer: ['read', 'alert.acknowledge', 'alert.resolve'],
  integrator: ['read', 'asset.write', 'source.manage'],
  auditor: ['read', 'audit.read'],
}

export const TOKEN_SCOPES = ['ingest', 'read', 'write', 'warn', 'admin'] as const
export const TokenScope = z.enum(TOKEN_SCOPES).meta({ id: 'TokenScope' })
export type TokenScope = z.infer<typeof TokenScope>

export const TOKEN_PERMISSIONS: Readonly<Record<TokenScope, readonly Permission[]>> = {
  ingest: ['ingest'],
  read: ['read'],
  write: ['asset.write', 'source.manage', 'alert.acknowledge', 'alert.resolve'],
  warn: [],
  admin: ['agency.manage', 'person.manage', 'token.manage', 'audit.read'],
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
