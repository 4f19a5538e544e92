import { parentPort } from 'node:worker_threads'
import type { TaskRun } from './task.ts'
import type { FromThread, ToThread } from './wire.ts'

const port = parentPort
if (!port) throw new Error('this module is the inside of a thread')

let running: AbortController | undefined

const say = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer)

async function run(module: string, input: unknown): Promise<void> {
  const controller = new AbortController()
  running = controller
  const transfer: ArrayBuffer[] = []
  try {
    const loaded = (await import(module)) as { run: TaskRun<unknown, unknown> }
    const result = await loaded.run(input, {
      signal: controller.signal,
      progress: (word) => say({ kind: 'progress', word }),
      transfer: (buffers) => transfer.push(...buffers),
    })
    say({ kind: 'done', result }, transfer)
  } catch (error) {
    say({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) })
  } finally {
    if (running === controller) running = undefined
  }
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'cancel') running?.abort()
  else void run(message.module, message.input)
})
