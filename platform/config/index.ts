export { type Config, ConfigError, loadConfig } from './config.ts'
export { type Tls, readTls } from './read-tls.ts'
