export { type SessionOptions, sessionPlugin } from './session.ts'
export { stillValid } from './still-valid.ts'
