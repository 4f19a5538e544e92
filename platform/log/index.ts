export { LOG_SERIALIZERS, type Log, createLog, silentLog } from './log.ts'
