import { isMainThread, parentPort } from 'node:worker_threads'
import type { TaskRun } from './task.ts'
import type { FromThread, ToThread } from './wire.ts'

/**
 * Does in this thread what the pool sends. The module of a task ends with it; outside a thread it does nothing, so that
 * a test may call the function itself.
 */
export function serveTask<In, Out>(run: TaskRun<In, Out>): void {
  if (isMainThread || !parentPort) return
  const port = parentPort
  const say = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer)
  let caller = new AbortController()

  async function serve(input: In): Promise<void> {
    caller = new AbortController()
    const transfer: ArrayBuffer[] = []
    try {
      const result = await run(input, {
        signal: caller.signal,
        progress: (word) => say({ kind: 'progress', word }),
        transfer: (buffers) => void transfer.push(...buffers),
      })
      say({ kind: 'done', result }, transfer)
    } catch (error) {
      say({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) })
    }
  }

  port.on('message', (message: ToThread) => {
    if (message.kind === 'cancel') caller.abort()
    else void serve(message.input as In)
  })
}
