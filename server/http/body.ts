import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { Problem } from '#model'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Bytes on the wire, and after unpacking: a small body that unpacks to a large one is refused half way. */
export const MOST_BYTES = 16 * 1024 * 1024
const MOST_UNPACKED = 32 * 1024 * 1024

const UNPACK = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** JSON as a value, NDJSON as text (its lines stand or fall alone), both plain, gzip or brotli. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    /^application\/(\w[\w.-]*\+)?json\b/,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const text = await textOf(request, body)
      if (text.trim() === '') return undefined
      const value = parsed(text)
      // A bare text is no request; as a text, NDJSON alone comes in.
      if (typeof value === 'string') throw new Problem('unreadable', { detail: 'an array or an object is expected' })
      return value
    },
  )
  app.addContentTypeParser(
    /^application\/(x-)?(ndjson|jsonlines)\b/,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => textOf(request, body),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('unreadable', { detail: 'not JSON' })
  }
}

async function textOf(request: FastifyRequest, body: Buffer): Promise<string> {
  const plain = await unpack(request.headers['content-encoding'], body)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    throw new Problem('unreadable', { detail: 'not UTF-8' })
  }
}

async function unpack(encoding: string | undefined, body: Buffer): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity' || encoding === '') return body
  const method = UNPACK[encoding.toLowerCase() as keyof typeof UNPACK]
  if (!method) throw new Problem('media_type', { detail: 'Content-Encoding' })
  try {
    return await method(body, { maxOutputLength: MOST_UNPACKED })
  } catch (error) {
    const large = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new Problem(large ? 'too_large' : 'unreadable', { detail: encoding })
  }
}
