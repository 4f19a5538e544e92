/**
 * Why a task gave no result. `error`: it threw. `crashed`: its thread ended. `memory`: it needed more than it may have.
 * `late`: its deadline passed. `cancelled`: the caller's signal. `full`: the queue took no more. `closed`: the pool is.
 */
export type WorkFailure = 'error' | 'crashed' | 'memory' | 'late' | 'cancelled' | 'full' | 'closed'

/** One task failed; the pool goes on. */
export class WorkFailed extends Error {
  override readonly name = 'WorkFailed'
  readonly task: string
  readonly failure: WorkFailure

  constructor(task: string, failure: WorkFailure, detail: string) {
    super(`${task}: ${failure}: ${detail}`)
    this.task = task
    this.failure = failure
  }
}
