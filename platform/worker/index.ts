export type { RunOptions } from './held-thread.ts'
export { Pool, type PoolSettings } from './pool.ts'
export { task, type TaskContext, type TaskRun } from './task.ts'
export { WorkFailed, type WorkFailure } from './work-failed.ts'
