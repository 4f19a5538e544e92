import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

export interface Packed {
  readonly gzip: Buffer
  /** An HTTP entity tag, quoted. */
  readonly tag: string
}

const known = new WeakMap<object, Promise<Packed>>()

/** An answer that thousands ask for and that seldom changes, made ready once for as long as it is held. */
export function packed(answer: object): Promise<Packed> {
  let found = known.get(answer)
  if (!found) {
    found = pack(JSON.stringify(answer))
    known.set(answer, found)
  }
  return found
}

async function pack(json: string): Promise<Packed> {
  const tag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"`
  return { gzip: await promisify(gzip)(json), tag }
}
