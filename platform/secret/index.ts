export { type SecretBox, openSecretBox } from './secret.ts'
