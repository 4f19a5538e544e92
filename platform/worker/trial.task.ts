import { setTimeout as wait } from 'node:timers/promises'
import { serveTask, type TaskRun } from './index.ts'

/** What a trial does, one kind for each way a task can end. */
export type Trial =
  | { readonly does: 'add'; readonly numbers: readonly number[] }
  | { readonly does: 'fill'; readonly buffer: ArrayBuffer }
  | { readonly does: 'listen' | 'hang' | 'throw' | 'exit' | 'crash' | 'hoard' }

/** The trials of the pool: each does in its thread what a bad or a good task could do. */
const run: TaskRun<Trial, unknown> = async (trial, { signal, progress, transfer }) => {
  switch (trial.does) {
    case 'add':
      return trial.numbers.reduce((sum, number) => {
        progress(sum + number)
        return sum + number
      }, 0)
    case 'fill':
      new Uint8Array(trial.buffer).fill(7)
      transfer([trial.buffer])
      return trial.buffer
    case 'listen':
      progress('listening')
      return wait(60_000, 'never', { signal })
    case 'hang':
      progress('hanging')
      for (;;);
    case 'throw':
      throw new RangeError('thrown inside')
    case 'exit':
      return process.exit(3)
    case 'crash':
      setImmediate(() => {
        throw new Error('nobody catches this')
      })
      return wait(60_000)
    case 'hoard': {
      const hoard: unknown[] = []
      for (;;) hoard.push(Array.from({ length: 1000 }, (_, i) => ({ i })))
    }
  }
}

serveTask(run)
