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
      const [work] = this.#waiting
      const thread = work && this.#thread(work.task.module)
      if (!thread) return
      this.#waiting.shift()
      thread.begin(work)
    }
  }

  /** An idle thread of this module, or a new one; when there is no room, an idle one of another module makes room. */
  #thread(module: URL): HeldThread | undefined {
    const idle = [...this.#threads].filter((thread) => thread.idle)
    const same = idle.find((thread) => thread.module === module.href)
    if (same || this.#threads.size < this.#settings.threads) return same ?? this.#start(module)
    void idle[0]?.end()
    return undefined
  }

  #start(module: URL): HeldThread {
    const { memory, grace } = this.#settings
    const thread = new HeldThread(module, memory, grace, (alive) => {
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
