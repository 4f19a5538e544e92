import { Worker } from 'node:worker_threads'
import type { Task } from './task.ts'
import type { FromThread, ToThread } from './wire.ts'
import { WorkFailed, type WorkFailure } from './work-failed.ts'

export interface RunOptions {
  /** How long it may run, not counting its wait, ms. */
  readonly deadline: number
  readonly signal?: AbortSignal
  readonly onProgress?: (word: unknown) => void
  /** Buffers of the input that move to the thread; the caller has them no more. */
  readonly transfer?: readonly ArrayBuffer[]
}

/** A task that was asked for, and who waits for it. Exactly one of `resolve` and `reject` is called, once. */
export interface Work {
  readonly task: Task<unknown, unknown>
  readonly input: unknown
  readonly options: RunOptions
  readonly resolve: (result: unknown) => void
  readonly reject: (error: WorkFailed) => void
}

/** One thread, seen from outside: it does one kind of task, one at a time, and `free` says that it may be given the next. */
export class HeldThread {
  readonly module: string
  readonly #worker: Worker
  readonly #grace: number
  readonly #free: (alive: boolean) => void
  #work: Work | undefined
  #verdict: WorkFailed | undefined
  #timer: NodeJS.Timeout | undefined
  #ending = false

  /**
   * @param module The module of its task.
   * @param memory Its heap at most, MiB.
   * @param grace How long a task that was told to stop may take, ms.
   * @param free Called after each task; `false` when the thread is gone.
   */
  constructor(module: URL, memory: number, grace: number, free: (alive: boolean) => void) {
    this.module = module.href
    this.#worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: memory } })
    this.#grace = grace
    this.#free = free
    this.#worker.on('message', (message: FromThread) => this.#hear(message))
    this.#worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crashed', error.message),
    )
    this.#worker.on('exit', (code) => {
      this.#fail('crashed', `its thread ended with ${code}`)
      this.#free(false)
    })
  }

  get work(): Work | undefined {
    return this.#work
  }

  /** @returns Whether another task may begin here. A thread that is being ended takes none. */
  get idle(): boolean {
    return !this.#work && !this.#ending
  }

  begin(work: Work): void {
    const { input, options } = work
    this.#work = work
    this.#timer = setTimeout(() => this.stop('late', `not done within ${options.deadline} ms`), options.deadline)
    try {
      const message: ToThread = { kind: 'run', input }
      this.#worker.postMessage(message, options.transfer ?? [])
    } catch (error) {
      this.#fail('error', `input: ${String(error)}`)
      this.#free(true)
    }
  }

  /** Asks the task to stop; when it does not, ends the thread. The first reason stays. */
  stop(failure: WorkFailure, why: string): void {
    if (!this.#work || this.#verdict) return
    this.#verdict = new WorkFailed(this.#work.task.name, failure, why)
    clearTimeout(this.#timer)
    this.#worker.postMessage({ kind: 'cancel' } satisfies ToThread)
    this.#timer = setTimeout(() => void this.end(), this.#grace)
  }

  /** Ends the thread; what it did fails when it is gone, so that no more threads run than may. */
  async end(): Promise<void> {
    this.#ending = true
    await this.#worker.terminate()
  }

  #hear(message: FromThread): void {
    if (message.kind === 'progress') {
      if (!this.#verdict) this.#work?.options.onProgress?.(message.word)
      return
    }
    if (this.#ending) return
    if (message.kind === 'failed' || this.#verdict) this.#fail('error', 'detail' in message ? message.detail : '')
    else this.#settle()?.resolve(message.result)
    this.#free(true)
  }

  #fail(failure: WorkFailure, why: string): void {
    if (failure !== 'error') this.#ending = true
    const verdict = this.#verdict
    const work = this.#settle()
    work?.reject(verdict ?? new WorkFailed(work.task.name, failure, why))
  }

  #settle(): Work | undefined {
    const work = this.#work
    clearTimeout(this.#timer)
    this.#work = undefined
    this.#verdict = undefined
    return work
  }
}
