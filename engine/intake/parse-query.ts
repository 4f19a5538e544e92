import { Problem } from '#model'
import type { z } from 'zod'

/**
 * The validator of an ingest route: the body is left as it is, for its rows are read by hand, one by one, and a bad one
 * is rejected alone; the schema is its document. Everything else is held to its schema.
 */
export function parseQuery({
  httpPart,
  schema,
}: {
  httpPart?: string | undefined
  schema: unknown
}): (value: unknown) => { value: unknown } | { error: Error } {
  return (value) => (httpPart === 'body' ? { value } : parseWith(schema as z.ZodType, value))
}

function parseWith(schema: z.ZodType, value: unknown): { value: unknown } | { error: Error } {
  const read = schema.safeParse(value)
  if (read.success) return { value: read.data }
  const issue = read.error.issues[0]
  const pointer = `/${issue?.path.join('/') ?? ''}`
  return { error: new Problem('invalid', { pointer, ...(issue ? { detail: issue.message } : {}) }) }
}
