import type { ContextName, Permission, Scope, ServiceDefinition, SignInStep, Text } from '#model'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/database'
import type { FileStore } from '#platform/files'
import type { Journal } from '#platform/journal'
import type { Log } from '#platform/log'
import type { Scanner } from '#platform/scanner'
import type { SecretBox } from '#platform/secret'

/** What a verb of the engine is handed first. A drill or a back-test is the same engine with another one of these. */
export interface Ctx {
  readonly name: ContextName
  /** The application's connections into this context's schema. */
  readonly db: Database
  /** The one serial writer of this context: every change that others must hear of commits through it. */
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly secret: SecretBox
  /** Attachments of this context by their content. */
  readonly files: FileStore
  /** Looks through files that come in, where there is a scanner. */
  readonly scanner: Scanner | undefined
  /** Makes what only the owner role may make (monthly partitions); never handed to a route. */
  readonly partitions: { ensure(table: string, months: readonly string[]): Promise<void> }
  readonly services: readonly ServiceDefinition[]
}

/** The contexts of this process by name. People, agencies and units are always read from `live`. */
export type Contexts = ReadonlyMap<ContextName, Ctx>

/** What the shared nouns (person, agency, unit, token) need: they live in schema `live` only. */
export type Shared = Pick<Ctx, 'db' | 'clock' | 'log' | 'secret'>

/** Who calls, and what they may do. Made from the credential alone; no parameter changes it. */
export interface Caller {
  readonly kind: 'person' | 'token'
  /** Person id or token id. */
  readonly id: string
  readonly name: string
  readonly context: ContextName
  readonly permissions: ReadonlySet<Permission>
  readonly scope: Scope
  /** The agency that a machine token or a one-agency person speaks for; null = the province. */
  readonly agency: string | null
  /** An administrator of the whole province (ADMIN_TOKEN, or role administrator without restriction). */
  readonly administrator: boolean
  /** What the sign-in still lacks; until it is given the caller may nothing and sees nothing. */
  readonly step?: SignInStep
}
declare module 'fastify' {
  interface FastifyRequest {
    /** Set by server/session before any handler of a route that is not public. */
    caller: Caller
    /** The context that the caller's credential belongs to. */
    ctx: Ctx
    /** The language asked for in Accept-Language; Vietnamese unless English is. */
    language: keyof Text
  }
  interface FastifyContextConfig {
    /** Required on every route: deny by default. */
    permission?: Permission
  }
}
