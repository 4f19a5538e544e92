/** What a task is handed beside its input. */
export interface TaskContext {
  /** Aborted when nobody waits for the result any more. A task that does not look at it is ended by force. */
  readonly signal: AbortSignal
  /** Any cloneable word on how far it is; every word reaches the caller, in order. */
  readonly progress: (word: unknown) => void
  /** These buffers move to the caller with the result instead of being copied. */
  readonly transfer: (buffers: readonly ArrayBuffer[]) => void
}

/** A pure function of its input. The module it lives in ends with `serveTask(run)`. */
export type TaskRun<In, Out> = (input: In, context: TaskContext) => Out | Promise<Out>

/** A pure function that lives in a module of its own, so that a thread can load it. */
export interface Task<In, Out> {
  readonly name: string
  readonly module: URL
  /** Never set: it carries the types of input and result. */
  readonly types?: (input: In) => Out
}

/**
 * Names a task.
 * @param name How errors call it.
 * @param module Its TypeScript module, `new URL('./count.task.ts', import.meta.url)`: a thread runs it, so it imports little.
 */
export const task = <In, Out>(name: string, module: URL): Task<In, Out> => ({ name, module })
