import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the other side is asked to do. */
export type Job =
  | {
      readonly kind: 'prepare'
      readonly url: string
      readonly token: string
      readonly stations: number
      readonly properties: readonly string[]
      readonly instants: readonly number[]
      /** Rows of one body. */
      readonly rows: number
      /** Lines of JSON under gzip; else a plain JSON array. */
      readonly packed: boolean
    }
  | { readonly kind: 'post'; readonly ways: number }
  | {
      readonly kind: 'get'
      readonly url: string
      readonly token: string
      readonly connections: number
      readonly ms: number
    }
  | { readonly kind: 'listen'; readonly url: string; readonly token: string; readonly screens: number }
  | { readonly kind: 'hear'; readonly marker: string }
  | {
      /** Sends bodies at a steady pace, some of which raise an alert; answers ms from each such answer to its alert. */
      readonly kind: 'pour'
      readonly url: string
      readonly live: string
      readonly token: string
      readonly stations: number
      readonly properties: readonly string[]
      /** Bodies, each of all properties of `stations / perSecond` stations. */
      readonly bodies: number
      readonly perSecond: number
      /** Each so many bodies, one station of it has a value that raises an alert. */
      readonly alarmEvery: number
    }

/** Milliseconds: how long each request took, or when each screen heard. */
export interface Answer {
  readonly times: number[]
}

/** Clients of the centre in a process of their own, so that the event loop that serves is not the one that asks. */
export interface OtherSide extends AsyncDisposable {
  ask(job: Job): Promise<Answer>
  /** When each screen heard what `cause` makes, ms after it was called. */
  hear(marker: string, cause: () => Promise<unknown>): Promise<number[]>
}

export function openOtherSide(): OtherSide {
  const child = fork(new URL('./other-side.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return {
    async ask(job) {
      child.send(job)
      return answerOf(child)
    },
    async hear(marker, cause) {
      child.send({ kind: 'hear', marker } satisfies Job)
      await once(child, 'message')
      const answered = answerOf(child)
      const start = Number(process.hrtime.bigint()) / 1e6
      await cause()
      return (await answered).times.map((at) => at - start)
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

async function answerOf(child: ChildProcess): Promise<Answer> {
  const [message] = (await once(child, 'message')) as [Answer | { error: string }]
  if ('error' in message) throw new Error(message.error)
  return message
}

/** A bare node:http server on loopback: what the counter is measured against. */
export async function openBare(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<AsyncDisposable & { readonly address: string }> {
  const server: Server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
