import type { ExportTable } from '#web/export'
import type { useWords } from '#web/words'
import type { EventRow } from './event-page.tsx'
import { sentenceOf } from './sentence.ts'
import { typeName } from './wording.ts'

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say'>

/** The events of the list, in its order, as they are handed out. */
export function eventTable(rows: readonly EventRow[], { t, say }: Words): ExportTable {
  return {
    name: t('page.events'),
    title: t('page.events'),
    notes: [t('event.order')],
    columns: [
      { title: t('chart.time'), kind: 'time' },
      { title: t('event.received'), kind: 'time' },
      { title: t('event.severity'), kind: 'text' },
      { title: t('event.type'), kind: 'text' },
      { title: t('event.what'), kind: 'text' },
      { title: t('event.subject'), kind: 'text' },
      { title: t('event.unit'), kind: 'text' },
      { title: t('sources.name'), kind: 'text' },
      { title: t('event.origin'), kind: 'text' },
      { title: t('sources.id'), kind: 'text' },
    ],
    rows: rows.map(({ event }) => [
      Date.parse(event.at),
      Date.parse(event.received_at),
      event.severity === null ? null : t(`severity.${event.severity}`),
      say(typeName(event.type)),
      sentenceOf(event),
      event.asset ?? event.subject,
      event.unit,
      event.source,
      event.origin,
      event.id,
    ]),
  }
}
