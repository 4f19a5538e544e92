export { type Config, ConfigError, type OidcSettings, loadConfig } from './config.ts'
export { type Tls, readTls } from './read-tls.ts'
