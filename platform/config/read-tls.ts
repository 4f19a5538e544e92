import { readFileSync } from 'node:fs'
import { type Config, ConfigError } from './config.ts'

/** Certificate chain and key, PEM. */
export interface Tls {
  readonly cert: Buffer
  readonly key: Buffer
}

/** The files of TLS_CERT and TLS_KEY; undefined without them, ConfigError when one cannot be read. */
export function readTls({ tlsCert, tlsKey }: Pick<Config, 'tlsCert' | 'tlsKey'>): Tls | undefined {
  if (tlsCert === undefined || tlsKey === undefined) return undefined
  return { cert: read('TLS_CERT', tlsCert), key: read('TLS_KEY', tlsKey) }
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ConfigError(`${setting}: không đọc được / cannot be read: ${(error as Error).message}`)
  }
}
