export { type Demonstration, runDemonstration } from './run.ts'
