export { type RuleRunner, runRules } from './run.ts'
export { judgeQuality } from './quality.ts'
export { judgeThreshold } from './threshold.ts'
