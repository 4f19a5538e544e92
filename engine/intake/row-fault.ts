import { type ProblemCode, problemBody } from '#model'

/** Why a row is no draft; `field` is the place in it, '' for the whole row. */
export interface RowFault {
  readonly code: ProblemCode
  readonly field: string
  readonly detail?: string
}

const SAID = 60

/** Row, field and what stands there, as far as it can be said in a word; the words in quotes can be found in the row. */
export function faultWords(index: number, { code, field }: RowFault, row: unknown): string {
  const value = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : undefined
  const told = typeof value === 'string' || typeof value === 'number' ? ` “${String(value).slice(0, SAID)}”` : ''
  return `dòng ${index + 1}: ${field}${told}: ${problemBody(code, 'vi').title}`
}
