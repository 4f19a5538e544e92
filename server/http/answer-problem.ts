import { PROBLEMS, Problem, type ProblemCode, type Text, problemBody } from '#model'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

/** The language asked for: English when it comes before Vietnamese, else Vietnamese. */
export function languageOf(header: string | undefined): keyof Text {
  const first = header?.toLowerCase().match(/\b(vi|en)\b/)
  return first?.[1] === 'en' ? 'en' : 'vi'
}

/** Sends a problem as `application/problem+json`. */
export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  more: { detail?: string | undefined; pointer?: string | undefined; retryAfter?: number | undefined } = {},
): FastifyReply {
  const language = reply.request.language ?? languageOf(reply.request.headers['accept-language'])
  if (more.retryAfter !== undefined) reply.header('retry-after', Math.ceil(more.retryAfter))
  if (PROBLEMS[code].status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(PROBLEMS[code].status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problemBody(code, language, more))
}

/** Whatever was thrown, answered without an inner word: what is not understood is recorded and answered as `internal`. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Problem) return sendProblem(reply, error.code, error)
  const fault = error as FastifyError
  const issue = fault.validation?.[0]
  if (issue) {
    const pointer = issue.instancePath || '/'
    return sendProblem(reply, 'invalid', { pointer, detail: issue.message })
  }
  if (databaseAway(fault)) return sendProblem(reply, 'unavailable', { retryAfter: 2 })
  if (fault.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendProblem(reply, 'too_large')
  if (fault.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendProblem(reply, 'media_type')
  if (fault.code === 'FST_ERR_NOT_FOUND') return sendProblem(reply, 'not_found')
  if (notStorable(fault))
    return sendProblem(reply, 'invalid', { detail: 'a text holds a character that cannot be stored' })
  if (fault.statusCode !== undefined && fault.statusCode >= 400 && fault.statusCode < 500) {
    return sendProblem(reply, 'unreadable')
  }
  request.log.error({ error }, 'a request failed')
  return sendProblem(reply, 'internal')
}

/** Connection lost, server starting or stopping, too many connections (SQLSTATE classes 08, 57P, 53). */
function databaseAway(fault: { code?: unknown; message?: unknown }): boolean {
  const code = typeof fault.code === 'string' ? fault.code : ''
  if (/^(08...|57P0.|53...|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code)) return true
  return /Connection terminated|Client has encountered a connection error|not queryable/.test(String(fault.message))
}

/** U+0000 and lone surrogates cannot be stored as text (SQLSTATE 22021, 22P05), nor the latter in JSON (22P02). */
function notStorable(fault: { code?: unknown; detail?: unknown }): boolean {
  const half = fault.code === '22P02' && /surrogate/i.test(String(fault.detail))
  return half || fault.code === '22021' || fault.code === '22P05'
}
