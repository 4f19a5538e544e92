export { type Scanner, clamd } from './clamd.ts'
