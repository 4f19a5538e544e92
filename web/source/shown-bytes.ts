import type { QuarantinedContent } from '#model'

/** A run of a message's text; a marked one is what its mistake names. */
export interface Run {
  readonly text: string
  readonly marked: boolean
}

/** The text in runs, divided where marks begin and end. */
export function runsOf(text: string, marks: QuarantinedContent['marks']): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const { from, to } of marks) {
    if (from > at) runs.push({ text: text.slice(at, from), marked: false })
    runs.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) runs.push({ text: text.slice(at), marked: false })
  return runs
}

const PER_LINE = 16
const MOST_LINES = 256

/** Bytes that are no text: offset, hexadecimal, and what of them is printable. */
export function hexOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const lines: string[] = []
  for (let at = 0; at < bytes.length && lines.length < MOST_LINES; at += PER_LINE) {
    const part = [...bytes.subarray(at, at + PER_LINE)]
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const plain = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(PER_LINE * 3 - 1)}  ${plain}`)
  }
  return lines.join('\n')
}
