import { BackupRefusal } from './refusal.ts'

/** Blocks of a POSIX ustar archive, so that any tar can list what is in a backup. */
export const BLOCK = 512
/** Two empty blocks end it. */
export const END = Buffer.alloc(2 * BLOCK)

export interface TarHeader {
  readonly name: string
  /** Bytes of the body, without what fills up its last block. */
  readonly size: number
}

/** The header of a plain file, mode 0600; the name is ASCII of at most 100 letters. */
export function tarHeader({ name, size }: TarHeader): Buffer {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 100, 'latin1')
  block.write('0000600\0' + '0000000\0'.repeat(2), 100, 'latin1')
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  block.write(`${'0'.repeat(11)}\0`, 136, 'latin1')
  block.write('0', 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

/** Reads it back; throws when the block is not one of ours. */
export function readTarHeader(block: Buffer): TarHeader {
  const octal = (from: number, to: number): number => Number.parseInt(block.toString('latin1', from, to), 8)
  if (block.toString('latin1', 257, 262) !== 'ustar' || octal(148, 154) !== checksum(block)) {
    throw new BackupRefusal('không phải bản sao lưu, hoặc đã hỏng / this is no backup, or it is damaged')
  }
  return { name: block.toString('latin1', 0, 100).replace(/\0.*$/, ''), size: octal(124, 135) }
}

export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

/** The sum of all bytes, those of the sum itself counted as spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
}
