import { once } from 'node:events'
import { connect } from 'node:net'

/** Looks through bytes for malware: answers the name of what it found, undefined when they are clean. Throws when it cannot say. */
export type Scanner = (bytes: Uint8Array) => Promise<string | undefined>

const CHUNK = 64 * 1024
const PATIENCE_MS = 30_000

/** ClamAV's daemon over TCP (`host:port`), its command INSTREAM: chunks with their length before them, an empty one last. */
export function clamd(address: string): Scanner {
  const at = address.lastIndexOf(':')
  const host = address.slice(0, at).replace(/^\[|\]$/g, '')
  const port = Number(address.slice(at + 1))
  return async (bytes) => {
    const socket = connect({ host, port })
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the scanner does not answer')))
    try {
      await once(socket, 'connect')
      socket.write('zINSTREAM\0')
      for (let from = 0; from < bytes.length; from += CHUNK) {
        const chunk = bytes.subarray(from, from + CHUNK)
        socket.write(lengthOf(chunk.length))
        if (!socket.write(chunk)) await once(socket, 'drain')
      }
      socket.write(lengthOf(0))
      let said = ''
      for await (const part of socket) {
        said += String(part)
        if (said.includes('\0')) break
      }
      return verdictOf(said.replace(/\0.*$/s, '').trim())
    } finally {
      socket.destroy()
    }
  }
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}

function verdictOf(said: string): string | undefined {
  if (/^stream: OK$/.test(said)) return undefined
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1]
  if (found === undefined) throw new Error(`the scanner said: ${said.slice(0, 200)}`)
  return found
}
