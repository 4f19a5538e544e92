import { Problem, type Scope, type ServiceDefinition, fold } from '#model'

const MOST_WORD = 60
const MOST_WORDS = 1000
/** Characters of an event that are searched. */
const MOST_TEXT = 20_000
const MOST_ASKED = 20

/** What an event is found by. */
export interface Findable {
  readonly source: string
  readonly origin: string | null
  readonly type: string
  readonly subject: string | null
  readonly asset: string | null
  readonly agency: string | null
  readonly unit: string | null
  readonly severity: string | null
  readonly data: unknown
}
export interface EventQuery {
  /** The source's id, or the name that the wire gives. */
  readonly source?: string | undefined
  readonly type?: string | undefined
  readonly severity?: string | undefined
  readonly unit?: string | undefined
  /** Words in any spelling of tones, all of them to be there; `*` after one finds what begins so. */
  readonly q?: string | undefined
}

/** Lexemes of filters: no word of a text begins like these. A line feed parts lexemes on their way to the database. */
const mark = (what: 's' | 'o' | 't' | 'a' | 'u' | 'v', value: string): string =>
  `=${what}:${value.replaceAll('\n', ' ')}`

/** The lexemes of an event: its folded words, each once, and the marks of what is filtered by. */
export function lexemesOf(event: Findable, services: readonly ServiceDefinition[]): string[] {
  const type = services.flatMap((service) => service.eventTypes).find((one) => one.id === event.type)
  const searched = type
    ? type.searched.map((field) => (event.data as Record<string, unknown> | null)?.[field])
    : event.data
  const texts = [event.type, event.subject ?? '', event.asset ?? '', ...textsOf(searched)]
  const words = new Set<string>()
  let room = MOST_TEXT
  for (const text of texts) {
    if (room <= 0 || words.size >= MOST_WORDS) break
    for (const word of wordsOf(text.slice(0, room))) words.add(word)
    room -= text.length
  }
  const marks = [
    mark('s', event.source),
    ...(event.origin === null ? [] : [mark('o', event.origin)]),
    mark('t', event.type),
    ...(event.agency === null ? [] : [mark('a', event.agency)]),
    ...(event.unit === null ? [] : [mark('u', event.unit)]),
    ...(event.severity === null ? [] : [mark('v', event.severity)]),
  ]
  return [...marks, ...[...words].slice(0, MOST_WORDS)]
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.slice(0, MOST_WORD).toWellFormed())
}

/** Texts and numbers anywhere in the data. */
function textsOf(data: unknown): string[] {
  if (typeof data === 'string' || typeof data === 'number') return [String(data)]
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(textsOf) : []
}

/**
 * The question as PostgreSQL's tsquery, undefined when everything is asked for. A scope of agencies is said in it too, so
 * that the index finds their events; the scope itself is still held against every row. Throws `invalid` for no words.
 */
export function tsqueryOf(query: EventQuery, scope: Scope): string | undefined {
  const terms: string[] = []
  if (query.source !== undefined) terms.push(anyOf([mark('s', query.source), mark('o', query.source)]))
  if (query.type !== undefined) terms.push(quoted(mark('t', query.type)))
  if (query.severity !== undefined) terms.push(quoted(mark('v', query.severity)))
  if (query.unit !== undefined) terms.push(quoted(mark('u', query.unit)))
  const agencies = scope.flatMap((part) => part.agency ?? [])
  if (scope.length > 0 && agencies.length === scope.length) terms.push(anyOf(agencies.map((one) => mark('a', one))))
  if (query.q !== undefined && query.q.trim() !== '') terms.push(...asked(query.q))
  return terms.length === 0 ? undefined : terms.join(' & ')
}

/**
 * The lexemes whose counts, added, are the answer to a question; undefined when counts of single lexemes do not answer it.
 * An event has one agency, so a scope of agencies is a sum too.
 */
export function countedLexemes(query: EventQuery, scope: Scope): string[] | undefined {
  const { source, q, ...marks } = query
  const [term, ...others] = [
    ...(marks.type === undefined ? [] : [mark('t', marks.type)]),
    ...(marks.severity === undefined ? [] : [mark('v', marks.severity)]),
    ...(marks.unit === undefined ? [] : [mark('u', marks.unit)]),
    ...(q === undefined
      ? []
      : q.split(/\s+/).flatMap((token) => (token.endsWith('*') ? [token, token] : wordsOf(token)))),
  ]
  if (source !== undefined || others.length > 0) return undefined
  if (scope.some((part) => part.agency === null && part.service === null && part.unit === null)) return [term ?? '']
  const agencies = scope
    .filter((part) => part.service === null && part.unit === null)
    .flatMap((part) => part.agency ?? [])
  if (term !== undefined || agencies.length < scope.length) return undefined
  return [...new Set(agencies)].map((agency) => mark('a', agency))
}

function asked(q: string): string[] {
  const words = q.split(/\s+/).flatMap((token) => {
    const parts = wordsOf(token)
    return parts.map((word, at) => `${quoted(word)}${token.endsWith('*') && at === parts.length - 1 ? ':*' : ''}`)
  })
  if (words.length === 0) throw new Problem('invalid', { pointer: '/q', detail: 'no word in it' })
  if (words.length > MOST_ASKED) throw new Problem('invalid', { pointer: '/q', detail: `at most ${MOST_ASKED} words` })
  return words
}

const anyOf = (lexemes: readonly string[]): string => `(${lexemes.map(quoted).join(' | ')})`
const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
