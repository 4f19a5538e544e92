import { HeldThread, type RunOptions, type Work } from './held-thread.ts'
import type { Task } from './task.ts'
import { WorkFailed, type WorkFailure } from './work-failed.ts'

export interface PoolSettings {
  /** Threads at most; each is started when first needed. */
  readonly threads: number
  /** Tasks that may wait; one more is refused at once as `full`. */
  readonly queue: number
  /** Heap of one thread, MiB. A task that needs more fails as `memory`. */
  readonly memory: number
  /** How long a task that was told to stop may take before its thread is ended, ms. */
  readonly grace: number
}

/** Threads for pure tasks that would hold up the event loop. Tasks begin in the order in which they came. */
export class Pool {
  readonly #settings: PoolSettings
  readonly #waiting: Work[] = []
  readonly #threads = new Set<HeldThread>()
  #closed = false

  constructor(settings: PoolSettings) {
    this.#settings = settings
  }

  /**
   * @returns What the task returned.
   * @throws {WorkFailed} When there is no result; the pool goes on.
   */
  async run<In, Out>(task: Task<In, Out>, input: In, options: RunOptions): Promise<Out> {
    const refusal = this.#refusal(options.signal)
    if (refusal) throw new WorkFailed(task.name, ...refusal)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const work: Work = { task: task as Task<unknown, unknown>, input, options, resolve, reject }
    const cancel = (): void => this.#stop(work, 'cancelled', 'nobody waits for it')
    options.signal?.addEventListener('abort', cancel, { once: true })
    this.#waiting.push(work)
    this.#next()
    try {
      return (await promise) as Out
    } finally {
      options.signal?.removeEventListener('abort', cancel)
    }
  }

  /** Ends every thread; what waits or runs fails as `closed`. */
  async close(): Promise<void> {
    this.#closed = true
    const threads = [...this.#threads]
    const open = [...this.#waiting, ...threads.flatMap(({ work }) => work ?? [])]
    for (const work of open) this.#stop(work, 'closed', 'the pool closes')
    await Promise.all(threads.map((thread) => thread.end()))
  }

  #refusal(signal: AbortSignal | undefined): [WorkFailure, string] | undefined {
    if (this.#closed) return ['closed', 'the pool is closed']
    if (signal?.aborted) return ['cancelled', 'nobody waits for it']
    const { threads, queue } = this.#settings
    const room = this.#threads.size < threads || [...this.#threads].some(({ idle }) => idle)
    if (!room && this.#waiting.length >= queue) return ['full', `${this.#waiting.length} tasks wait already`]
    return undefined
  }

  #next(): void {
    while (!this.#closed && this.#waiting.length > 0) {
      const thread = [...this.#threads].find(({ idle }) => idle) ?? this.#start()
      const work = thread && this.#waiting.shift()
      if (!work) return
      thread.begin(work)
    }
  }

  #start(): HeldThread | undefined {
    const { threads, memory, grace } = this.#settings
    if (this.#threads.size >= threads) return undefined
    const thread = new HeldThread(memory, grace, (alive) => {
      if (!alive) this.#threads.delete(thread)
      this.#next()
    })
    this.#threads.add(thread)
    return thread
  }

  #stop(work: Work, failure: WorkFailure, why: string): void {
    const place = this.#waiting.indexOf(work)
    if (place >= 0) {
      this.#waiting.splice(place, 1)
      work.reject(new WorkFailed(work.task.name, failure, why))
    }
    for (const thread of this.#threads) if (thread.work === work) thread.stop(failure, why)
  }
}
