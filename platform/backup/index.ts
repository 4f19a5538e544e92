export { backUp } from './back-up.ts'
export { type Manifest } from './manifest.ts'
export { BackupRefusal } from './refusal.ts'
export { restore } from './restore.ts'
