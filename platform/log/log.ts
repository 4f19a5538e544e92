import { pino } from 'pino'

/** The part of a logger that the engine uses: a static message with its data beside it. */
export interface Log {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

/** JSON lines on stderr; stdout is for what a person or a script reads. */
export function createLog(level = 'warn'): Log {
  const redact = ['req.headers.authorization', 'req.headers.cookie']
  return pino({ level, redact, serializers: { error: said } }, pino.destination(2))
}

/** What an error says, and nothing that it carries: a database error holds its connection, and that its password. */
function said(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  return { name, message, ...('code' in error ? { code: error.code } : {}), stack }
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }
