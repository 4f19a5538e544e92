export { type RuleRunner, runRules } from './run.ts'
