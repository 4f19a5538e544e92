import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Pool, task, WorkFailed, type WorkFailure } from './index.ts'
import type { Trial } from './trial.task.ts'

const trial = task<Trial, unknown>('trial', new URL('./trial.task.ts', import.meta.url))
const echo = task<string, string>('echo', new URL('./echo.task.ts', import.meta.url))
const nowhere = task<string, string>('nowhere', new URL('./nowhere.task.ts', import.meta.url))
const SETTINGS = { threads: 1, queue: 3, memory: 32, grace: 200 }
const LONG = { deadline: 30_000 }
const sum = (...numbers: number[]): Trial => ({ does: 'add', numbers })

const pool = new Pool(SETTINGS)
after(() => pool.close())

const failed = (failure: WorkFailure) => (error: unknown) => {
  assert.ok(error instanceof WorkFailed, String(error))
  assert.equal(error.failure, failure, error.message)
  return true
}
const goesOn = async (): Promise<void> => assert.equal(await pool.run(trial, sum(2, 3), LONG), 5)

test('a task gives its result, and every word of progress before it, in order', async () => {
  const words: unknown[] = []
  assert.equal(await pool.run(trial, sum(1, 2, 3), { ...LONG, onProgress: (word) => words.push(word) }), 6)
  assert.deepEqual(words, [1, 3, 6])
})

test('buffers move to the thread and back; nobody copies them', async () => {
  const buffer = new ArrayBuffer(1 << 20)
  const back = await pool.run(trial, { does: 'fill', buffer }, { ...LONG, transfer: [buffer] })
  assert.equal(buffer.byteLength, 0)
  assert.equal(new Uint8Array(back as ArrayBuffer)[1000], 7)
})

const ENDS: readonly (readonly [Trial['does'] & ('throw' | 'exit' | 'crash' | 'hoard'), WorkFailure])[] = [
  ['throw', 'error'],
  ['exit', 'crashed'],
  ['crash', 'crashed'],
  ['hoard', 'memory'],
]
for (const [does, failure] of ENDS)
  test(`a task that does "${does}" fails as ${failure}, and the next one is done`, async () => {
    const both = [pool.run(trial, { does }, LONG), pool.run(trial, sum(2, 3), LONG)] as const
    await assert.rejects(both[0], failed(failure))
    assert.equal(await both[1], 5)
  })

for (const does of ['listen', 'hang'] as const) {
  test(`a task that does "${does}" beyond its deadline is late, and the next one is done`, async () => {
    await assert.rejects(pool.run(trial, { does }, { deadline: 300 }), failed('late'))
    await goesOn()
  })

  test(`a task that does "${does}" is cancelled by its caller, and the next one is done`, async () => {
    const caller = new AbortController()
    const running = pool.run(trial, { does }, { ...LONG, signal: caller.signal, onProgress: () => caller.abort() })
    await assert.rejects(running, failed('cancelled'))
    await goesOn()
  })
}

test('tasks of several modules take turns in one thread, in the order in which they came', async () => {
  const done: unknown[] = []
  const note = async (work: Promise<unknown>): Promise<unknown> => done.push(await work)
  await Promise.all([
    note(pool.run(echo, 'a', LONG)),
    note(pool.run(trial, sum(1), LONG)),
    note(pool.run(echo, 'b', LONG)),
  ])
  assert.deepEqual(done, ['a', 1, 'b'])
})

test('a task whose module cannot be loaded fails, and the next one is done', async () => {
  await assert.rejects(pool.run(nowhere, '', LONG), failed('crashed'))
  await goesOn()
})

test('input that cannot be sent fails alone', async () => {
  const input = { does: 'add', numbers: [() => 1] } as unknown as Trial
  await assert.rejects(pool.run(trial, input, LONG), failed('error'))
  await goesOn()
})

test('tasks begin in the order in which they came; what the queue does not hold is refused at once', async () => {
  const done: number[] = []
  const held = new AbortController()
  const first = pool.run(trial, { does: 'listen' }, { ...LONG, signal: held.signal })
  const queued = [1, 2, 3].map(async (number) => {
    done.push((await pool.run(trial, sum(number), LONG)) as number)
  })
  await assert.rejects(pool.run(trial, sum(4), LONG), failed('full'))
  held.abort()
  await assert.rejects(first, failed('cancelled'))
  await Promise.all(queued)
  assert.deepEqual(done, [1, 2, 3])
})

test('what waits is cancelled without having begun, and gives its place in the queue back', async () => {
  const held = new AbortController()
  const caller = new AbortController()
  const first = pool.run(trial, { does: 'listen' }, { ...LONG, signal: held.signal })
  const waiting = [1, 2, 3].map((number) => pool.run(trial, sum(number), { ...LONG, signal: caller.signal }))
  caller.abort()
  for (const work of waiting) await assert.rejects(work, failed('cancelled'))
  const next = pool.run(trial, sum(8), LONG)
  held.abort()
  await assert.rejects(first, failed('cancelled'))
  assert.equal(await next, 8)
})

test('a caller who has left already is not served', async () => {
  await assert.rejects(pool.run(trial, sum(1), { ...LONG, signal: AbortSignal.abort() }), failed('cancelled'))
})

test('a task that hangs holds one thread, not the others nor the event loop', async () => {
  const wide = new Pool({ ...SETTINGS, threads: 2 })
  const caller = new AbortController()
  const hanging = wide.run(trial, { does: 'hang' }, { ...LONG, signal: caller.signal })
  assert.equal(await wide.run(trial, sum(1, 1), LONG), 2)
  caller.abort()
  await assert.rejects(hanging, failed('cancelled'))
  await wide.close()
})

test('a pool that closes fails what runs and what waits, and takes no more', async () => {
  const closing = new Pool(SETTINGS)
  const open = [closing.run(trial, { does: 'hang' }, LONG), closing.run(trial, sum(1), LONG)]
  const told = open.map((work) => assert.rejects(work, failed('closed')))
  await closing.close()
  await Promise.all(told)
  await assert.rejects(closing.run(trial, sum(1), LONG), failed('closed'))
})
