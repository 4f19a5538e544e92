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
  return pino({ level, redact, serializers: LOG_SERIALIZERS }, pino.destination(2))
}

/** For whoever makes a logger of his own: errors are written under `error`. */
export const LOG_SERIALIZERS = { error: said, err: said }

/** What an error says, and nothing that it carries: a database error holds its connection, and that its password. */
function said(error: unknown): { [key: string]: unknown; type: string; message: string; stack: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: '' }
  const { name, message, stack = '' } = error
  return { type: name, message, ...('code' in error ? { code: error.code } : {}), stack }
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }
