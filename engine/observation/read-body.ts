import type { Decoder } from '#model'
import { decodeBody } from '#engine/intake'
import { readRow } from './read-row.ts'

/** Bodies of observations as the public contract has them: what a source without a decoder sends. */
export const readBody: Decoder = decodeBody(readRow, 'quan trắc')
