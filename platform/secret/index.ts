export { type BackupSeal, type SecretBox, openBackupSeal, openSecretBox } from './secret.ts'
