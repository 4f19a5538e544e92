import type { Source } from '#model'
import type { ExportTable } from '#web/export'
import type { useWords } from '#web/words'
import { connectorWord } from './wording.ts'

/** The sources of the table, in its order, as they are handed out. Spans in seconds. */
export function sourceRows(
  sources: readonly Source[],
  t: ReturnType<typeof useWords>['t'],
  agencyName: (code: string) => string,
): ExportTable {
  return {
    name: t('page.sources'),
    title: t('page.sources'),
    notes: [t('sources.worst-first')],
    columns: [
      { title: t('sources.name'), kind: 'text' },
      { title: t('sources.state'), kind: 'text' },
      { title: t('sources.provider'), kind: 'text' },
      { title: t('sources.connection'), kind: 'text' },
      { title: `${t('sources.every')} (s)`, kind: 'number' },
      { title: t('sources.last'), kind: 'time' },
      { title: t('sources.rows-an-hour'), kind: 'number' },
      { title: t('sources.received'), kind: 'number' },
      { title: t('sources.quarantined'), kind: 'number' },
      { title: t('sources.error'), kind: 'text' },
      { title: t('sources.id'), kind: 'text' },
    ],
    rows: sources.map((source) => [
      source.name,
      t(`source.${source.state}`),
      source.agency === null ? t('sources.province') : agencyName(source.agency),
      connectorWord(source.connector, t),
      source.every,
      source.last_seen === null ? null : Date.parse(source.last_seen),
      source.rate,
      source.received,
      source.quarantined,
      source.error,
      source.id,
    ]),
  }
}
