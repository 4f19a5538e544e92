export { type ServerOptions, buildServer } from './build.ts'
