import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'

/** A setting is wrong: the message says which and why, for the person who starts the centre. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const Port = z.coerce.number().int().min(0).max(65_535)
const Yes = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')
const Url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''))
/** With name and password in it, percent-encoded. */
const Broker = z.url({ protocol: /^(mqtts?|wss?)$/ }).refine((text) => !/%(?![\da-f]{2})/i.test(text), '% must be %25')
const Blocks = z
  .string()
  .transform((text) => text.split(',').map((block) => block.trim()))
  .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])).min(1))
const Postgres = z.url({ protocol: /^postgres(ql)?$/ })

/** Every setting of the centre; contract.md lists them for the operator. */
const Settings = z.object({
  /** Address to listen on; anything but loopback needs TLS or a proxy in front. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: Port.default(8080),
  /** Database, key, files and the head of the audit chain. */
  DATA_DIR: z.string().min(1).default('data'),
  PROVINCE: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .default('dak-lak'),
  /** External PostgreSQL ≥ 15 instead of the embedded one: the owner role, with CREATEROLE. */
  DATABASE_URL: Postgres.optional(),
  /** The application role on it; made when it is missing. */
  DATABASE_APP_URL: Postgres.optional(),
  /** An outside broker, with name and password in it; the built-in one is then off. */
  MQTT_URL: Broker.optional(),
  /** The built-in MQTT broker; off when not set. */
  MQTT_PORT: Port.optional(),
  /** An administrator's machine token for automation, accepted from loopback only. */
  ADMIN_TOKEN: z.string().min(32).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  /** A proxy in front ends TLS and sets X-Forwarded-For. */
  TRUST_PROXY: Yes.default(false),
  /** CIDR blocks of the province's own network, by commas; a sign-in from elsewhere needs a second factor. */
  LAN_NETWORKS: Blocks.optional(),
  /** Single sign-on by OpenID Connect: all three or none. https, or http on this machine. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Encrypts secrets and quarantined bytes; default DATA_DIR/secret.key. */
  SECRET_KEY_FILE: z.string().optional(),
  /** The address that people use, for links and cookies. */
  PUBLIC_URL: Url.optional(),
  /** `host:port` of a ClamAV daemon: what is attached is looked through first. */
  MALWARE_SCANNER: z
    .string()
    .regex(/^.+:\d{1,5}$/)
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
})
type Settings = z.infer<typeof Settings>

/** Named in the contract, built later: setting one must not look as if it worked. */
const LATER = ['SYSLOG_PORT', 'ROLES', 'SMTP_URL']

/** Who this centre is at the identity provider. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly province: string
  readonly databaseUrl: string | undefined
  readonly databaseAppUrl: string | undefined
  readonly mqttUrl: string | undefined
  readonly mqttPort: number | undefined
  readonly adminToken: string | undefined
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  readonly trustProxy: boolean
  /** Undefined = the private ranges. */
  readonly lanNetworks: readonly string[] | undefined
  readonly oidc: OidcSettings | undefined
  readonly secretKeyFile: string
  readonly publicUrl: string | undefined
  readonly malwareScanner: string | undefined
  readonly logLevel: Settings['LOG_LEVEL']
}

/**
 * Reads the settings from the environment and, behind it, from `.env` in `cwd`. An unknown key in `.env` or a wrong value
 * throws ConfigError. A command does not listen, so it does not care what HOST needs.
 */
export function loadConfig(of: {
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  mode: 'start' | 'serve' | 'command'
}): Config {
  const file = join(of.cwd, '.env')
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  for (const key of Object.keys(written)) {
    if (!(key in Settings.shape) && !LATER.includes(key)) {
      throw new ConfigError(`.env: không có thiết lập ${key} / unknown setting ${key}`)
    }
  }
  const given: Record<string, string> = {}
  for (const key of [...Object.keys(Settings.shape), ...LATER]) {
    const value = of.env[key] ?? written[key]
    if (value !== undefined && value !== '') given[key] = value
  }
  const later = LATER.find((key) => key in given)
  if (later) throw new ConfigError(`${later}: chưa dùng được ở bản này / not in this version yet`)
  const read = Settings.safeParse(given)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')}: giá trị không đúng / wrong value: ${issue?.message}`)
  }
  if (of.mode !== 'command') checkListening(read.data)
  return configOf(read.data, of.cwd)
}

function checkListening(settings: Settings): void {
  if ((settings.TLS_CERT === undefined) !== (settings.TLS_KEY === undefined)) {
    throw new ConfigError('TLS_CERT, TLS_KEY: cần cả hai / both or none')
  }
  const { HOST } = settings
  if (!isLoopback(HOST) && settings.TLS_CERT === undefined && !settings.TRUST_PROXY) {
    throw new ConfigError(
      `HOST=${HOST}: mở ra ngoài máy này cần TLS_CERT và TLS_KEY, hoặc TRUST_PROXY=true khi có máy chủ HTTPS đứng trước / ` +
        'listening beyond this machine needs TLS_CERT and TLS_KEY, or TRUST_PROXY=true behind an HTTPS proxy',
    )
  }
}

function oidcOf(settings: Settings): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: cần cả ba / all three or none')
  }
  const { protocol, hostname } = new URL(issuer)
  if (protocol === 'http:' && !isLoopback(hostname)) {
    throw new ConfigError('OIDC_ISSUER: cần https / https is needed')
  }
  return { issuer, clientId, clientSecret }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))
}

function configOf(settings: Settings, cwd: string): Config {
  const dataDir = resolve(cwd, settings.DATA_DIR)
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir,
    province: settings.PROVINCE,
    databaseUrl: settings.DATABASE_URL,
    databaseAppUrl: settings.DATABASE_APP_URL,
    mqttUrl: settings.MQTT_URL,
    mqttPort: settings.MQTT_PORT,
    adminToken: settings.ADMIN_TOKEN,
    tlsCert: settings.TLS_CERT && resolve(cwd, settings.TLS_CERT),
    tlsKey: settings.TLS_KEY && resolve(cwd, settings.TLS_KEY),
    trustProxy: settings.TRUST_PROXY,
    lanNetworks: settings.LAN_NETWORKS,
    oidc: oidcOf(settings),
    secretKeyFile: settings.SECRET_KEY_FILE ? resolve(cwd, settings.SECRET_KEY_FILE) : join(dataDir, 'secret.key'),
    publicUrl: settings.PUBLIC_URL,
    malwareScanner: settings.MALWARE_SCANNER,
    logLevel: settings.LOG_LEVEL,
  }
}
