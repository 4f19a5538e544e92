import type { Incident } from '#model'
import type { ExportTable } from '#web/export'
import type { useWords } from '#web/words'

/** The incidents of the list, in its order, as they are handed out. */
export function incidentTable(incidents: readonly Incident[], t: ReturnType<typeof useWords>['t']): ExportTable {
  return {
    name: t('page.incidents'),
    title: t('page.incidents'),
    notes: [],
    columns: [
      { title: t('incident.number.column'), kind: 'number', decimals: 0 },
      { title: t('incident.title'), kind: 'text' },
      { title: t('event.severity'), kind: 'text' },
      { title: t('incident.state'), kind: 'text' },
      { title: t('incident.lead'), kind: 'text' },
      { title: t('incident.cooperating'), kind: 'text' },
      { title: t('incident.owner'), kind: 'text' },
      { title: t('incident.opened'), kind: 'time' },
      { title: t('incident.closed'), kind: 'time' },
      { title: t('incident.closing'), kind: 'text' },
    ],
    rows: incidents.map((one) => [
      one.number,
      one.title,
      t(`severity.${one.severity}`),
      t(`incident.state.${one.state}`),
      one.agency,
      one.cooperating.join(', '),
      one.owner_name,
      Date.parse(one.opened_at),
      one.closed_at === null ? null : Date.parse(one.closed_at),
      one.closing === null ? null : t(`incident.closing.${one.closing}`),
    ]),
  }
}
