import { pino } from 'pino'

/** The part of a logger that the engine uses: a static message with its data beside it. */
export interface Log {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

/** JSON lines on stderr; stdout is for what a person or a script reads. */
export function createLog(level = 'warn'): Log {
  return pino({ level, redact: ['req.headers.authorization', 'req.headers.cookie'] }, pino.destination(2))
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }
