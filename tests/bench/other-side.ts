import { once } from 'node:events'
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { bodiesOf, readings } from './fleet.ts'
import type { Answer, Job } from './wire.ts'

/** The program at the other end of the wire: posts, reads and listens in a process of its own, as its parent says. */
let bodies: { url: string; headers: Record<string, string>; bytes: Buffer[] } | undefined
const screens: IncomingMessage[] = []
let heard: { marker: string; times: number[]; of: number; done: (times: number[]) => void } | undefined

async function work(job: Job): Promise<Answer> {
  if (job.kind === 'prepare') return prepare(job)
  if (job.kind === 'post') return post(job.ways)
  if (job.kind === 'get') return get(job)
  if (job.kind === 'listen') return listen(job)
  return new Promise((done) => {
    heard = { marker: job.marker, times: [], of: screens.length, done: (times) => done({ times }) }
    process.send?.({ ready: true })
  })
}

function prepare(job: Extract<Job, { kind: 'prepare' }>): Answer {
  const drafts = job.instants.flatMap((at) => readings(job.stations, job.properties, at))
  const made = bodiesOf(drafts, job.rows, job.packed).map((text) => Buffer.from(text))
  const headers = {
    authorization: `Bearer ${job.token}`,
    'content-type': job.packed ? 'application/x-ndjson' : 'application/json',
    ...(job.packed ? { 'content-encoding': 'gzip' } : {}),
  }
  bodies = { url: job.url, headers, bytes: job.packed ? made.map((body) => gzipSync(body)) : made }
  return { times: [] }
}

async function post(ways: number): Promise<Answer> {
  if (!bodies) throw new Error('nothing is prepared')
  const { url, headers, bytes } = bodies
  const agent = new Agent({ keepAlive: true, maxSockets: ways })
  const queue = [...bytes]
  const times: number[] = []
  await Promise.all(
    Array.from({ length: ways }, async () => {
      for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
        times.push(
          await timed(url, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } }, body),
        )
      }
    }),
  )
  agent.destroy()
  return { times }
}

async function get(job: Extract<Job, { kind: 'get' }>): Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.connections })
  const until = performance.now() + job.ms
  const times: number[] = []
  await Promise.all(
    Array.from({ length: job.connections }, async () => {
      while (performance.now() < until) {
        times.push(await timed(job.url, { agent, headers: { authorization: `Bearer ${job.token}` } }))
      }
    }),
  )
  agent.destroy()
  return { times }
}

/** Milliseconds until the whole answer was there; anything but 200, and a row that is refused, is a failure of the bench. */
async function timed(url: string, options: RequestOptions, body?: Buffer): Promise<number> {
  const start = performance.now()
  const asked = request(url, options).end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  answer.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(answer, 'end')
  const refused = body !== undefined && !Buffer.concat(chunks).includes('"rejected":[]')
  if (answer.statusCode !== 200 || refused) {
    throw new Error(`${url}: ${answer.statusCode} ${Buffer.concat(chunks).toString().slice(0, 300)}`)
  }
  return performance.now() - start
}

/** Opens screens, a hundred at a time, each until its first picture has come. */
async function listen(job: Extract<Job, { kind: 'listen' }>): Promise<Answer> {
  const agent = new Agent({ maxSockets: Infinity })
  for (const old of screens.splice(0)) old.destroy()
  for (let opened = 0; opened < job.screens; opened += 100) {
    const some = Math.min(100, job.screens - opened)
    await Promise.all(Array.from({ length: some }, () => openScreen(job, agent)))
  }
  return { times: [] }
}

async function openScreen({ url, token }: { url: string; token: string }, agent: Agent): Promise<void> {
  const asked = request(url, { agent, headers: { authorization: `Bearer ${token}` } }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`)
  screens.push(answer)
  await new Promise<void>((done) => {
    answer.on('error', () => undefined)
    answer.on('data', (chunk: Buffer) => {
      if (chunk.includes('snapshot')) done()
      if (!heard || !chunk.includes(heard.marker)) return
      heard.times.push(now())
      if (heard.times.length < heard.of) return
      heard.done(heard.times)
      heard = undefined
    })
  })
}

/** One clock for all processes of the machine, ms. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

process.on('message', (job: Job) => {
  work(job).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
