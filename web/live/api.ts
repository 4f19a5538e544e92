import type { ProblemBody } from '#model'

/** A refusal that the centre put into words (RFC 9457). */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string | undefined
  /** JSON pointer to what was wrong. */
  readonly pointer: string | undefined
  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.title ?? `HTTP ${status}`)
    this.name = 'ProblemError'
    this.status = status
    this.code = body.code ?? 'internal'
    this.detail = body.detail
    this.pointer = body.pointer
  }
}

async function call<Answer>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const answer = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  const text = await answer.text()
  const read =
    /json/.test(answer.headers.get('content-type') ?? '') && text !== '' ? (JSON.parse(text) as unknown) : null
  if (!answer.ok) throw new ProblemError(answer.status, (read ?? {}) as Partial<ProblemBody>)
  return read as Answer
}

/** The counter of this very origin; the session's cookie goes along by itself. */
export const api = {
  get: <Answer>(path: string, signal?: AbortSignal): Promise<Answer> => call<Answer>('GET', path, undefined, signal),
  post: <Answer>(path: string, body: unknown = {}): Promise<Answer> => call<Answer>('POST', path, body),
  put: <Answer>(path: string, body: unknown): Promise<Answer> => call<Answer>('PUT', path, body),
  delete: <Answer>(path: string): Promise<Answer> => call<Answer>('DELETE', path),
}
