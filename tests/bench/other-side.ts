import { once } from 'node:events'
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
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
  if (job.kind === 'pour') return pour(job)
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

/** The last of `times` is how long all of it took, ms. */
async function pour(job: Extract<Job, { kind: 'pour' }>): Promise<Answer> {
  const { token, stations, properties, perSecond } = job
  const shown = new Map<string, number>()
  const asked = request(job.live, { headers: { authorization: `Bearer ${token}` } }).end()
  const [screen] = (await once(asked, 'response')) as [IncomingMessage]
  screen.on('error', () => undefined)
  let tail = ''
  screen.on('data', (chunk: Buffer) => {
    const text = tail + chunk.toString()
    tail = text.slice(text.lastIndexOf('\n') + 1)
    for (const [, subject] of text.matchAll(/"subject":"(s\d+)"/g)) {
      if (!shown.has(subject as string)) shown.set(subject as string, performance.now())
    }
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const each = stations / perSecond
  const answered = new Map<string, number>()
  const start = performance.now()
  const sent: Promise<void>[] = []
  for (let turn = 0; turn < job.bodies; turn += 1) {
    await sleep(Math.max(0, start + (turn * 1000) / perSecond - performance.now()))
    const first = (turn % perSecond) * each
    const drafts = readings(stations, properties, Date.now()).slice(
      first * properties.length,
      (first + each) * properties.length,
    )
    const alarm =
      turn % job.alarmEvery === 0 ? drafts[(Math.floor(turn / perSecond) % each) * properties.length] : undefined
    const rows = drafts.map((draft) => (draft === alarm ? { ...draft, value: 312.4 } : draft))
    const body = Buffer.from(bodiesOf(rows, rows.length, false)[0] ?? '')
    const options = { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } }
    sent.push(timed(job.url, options, body).then(() => void (alarm && answered.set(alarm.asset, performance.now()))))
  }
  await Promise.all(sent)
  const took = performance.now() - start
  while ([...answered.keys()].some((subject) => !shown.has(subject))) await sleep(50)
  screen.destroy()
  agent.destroy()
  return { times: [...[...answered].map(([subject, at]) => (shown.get(subject) ?? 0) - at), took] }
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
