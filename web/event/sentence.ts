import type { Event } from '#model'

/** Fields in which senders put the sentence that a person should read, the best first. */
const SENTENCES = ['title', 'headline', 'summary', 'message', 'msg', 'description', 'text', 'name', 'label']
const MOST = 300

/** One line that says what happened: the sender's own sentence, else what it is about, else the first words of its data. */
export function sentenceOf(event: Pick<Event, 'data' | 'subject' | 'asset'>): string {
  const { data } = event
  if (typeof data === 'string' && data.trim() !== '') return cut(data)
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
    const fields = data as Record<string, unknown>
    for (const name of SENTENCES) {
      const said = fields[name]
      if (typeof said === 'string' && said.trim() !== '') return cut(said)
    }
  }
  const about = event.subject ?? event.asset
  if (about !== null) return about
  return data === null || data === undefined ? '' : cut(JSON.stringify(data))
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > MOST ? `${line.slice(0, MOST).toWellFormed()}…` : line
}
