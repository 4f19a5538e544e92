export { type Log, createLog, silentLog } from './log.ts'
