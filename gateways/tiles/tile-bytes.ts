/** Bytes of a protocol buffer, written one after the other into room that grows. */
export interface TileBytes {
  varint(value: number): void
  /** Copies bytes that were made before. */
  raw(bytes: Uint8Array): void
  /** How many there are. */
  size(): number
  /** Field `number` that holds what `write` writes. */
  message(number: number, write: () => void): void
  text(number: number, text: string): void
  number(number: number, value: number): void
  done(): Buffer
}

const LENGTH = 5

export function tileBytes(room = 1 << 16): TileBytes {
  let bytes = Buffer.allocUnsafe(room)
  let at = 0

  function need(more: number): void {
    if (at + more <= bytes.length) return
    const wider = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + more))
    bytes.copy(wider, 0, 0, at)
    bytes = wider
  }
  function varint(value: number): void {
    need(LENGTH)
    let rest = value
    while (rest > 0x7f) {
      bytes[at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    bytes[at++] = rest
  }
  function raw(more: Uint8Array): void {
    need(more.length)
    bytes.set(more, at)
    at += more.length
  }
  return {
    varint,
    raw,
    message(number, write) {
      varint((number << 3) | 2)
      need(LENGTH)
      const start = at + 1
      at = start
      write()
      // The length stands before what it tells. Mostly it is one byte; what is longer is moved up for it.
      const length = at - start
      if (length > 0x7f) {
        const size = sizeOf(length)
        need(size)
        bytes.copyWithin(start + size - 1, start, at)
      }
      at = start - 1
      varint(length)
      at += length
    },
    text(number, text) {
      const length = Buffer.byteLength(text)
      varint((number << 3) | 2)
      varint(length)
      need(length)
      at += bytes.write(text, at, 'utf8')
    },
    number(number, value) {
      varint(number << 3)
      varint(value)
    },
    size: () => at,
    done: () => bytes.subarray(0, at),
  }
}

/** Bytes of a varint. */
function sizeOf(value: number): number {
  return Math.ceil((32 - Math.clz32(value | 1)) / 7)
}
