import type { Alert } from '#model'
import type { ExportTable } from '#web/export'
import type { useWords } from '#web/words'

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say'>

/** The alerts of the list, in its order, as they are handed out. */
export function alertTable(alerts: readonly Alert[], { t, say }: Words): ExportTable {
  return {
    name: t('page.alerts'),
    title: t('page.alerts'),
    notes: [t('alert.order')],
    columns: [
      { title: t('alert.column.severity'), kind: 'text' },
      { title: t('alert.column.state'), kind: 'text' },
      { title: t('page.alerts'), kind: 'text' },
      { title: t('alert.column.subject'), kind: 'text' },
      { title: t('alert.why'), kind: 'text' },
      { title: t('chart.value'), kind: 'number', decimals: 2 },
      { title: t('alert.column.limit'), kind: 'number', decimals: 2 },
      { title: t('alert.raised'), kind: 'time' },
      { title: t('alert.column.newest'), kind: 'time' },
      { title: t('alert.column.owner'), kind: 'text' },
      { title: t('alert.rule'), kind: 'text' },
      { title: t('alert.column.id'), kind: 'text' },
    ],
    rows: alerts.map((alert) => [
      t(`severity.${alert.severity}`),
      t(`alert.state.${alert.state}`),
      say(alert.title),
      alert.subject_name,
      say(alert.last.text),
      alert.last.value,
      alert.last.threshold,
      Date.parse(alert.raised_at),
      Date.parse(alert.last.at),
      alert.owner_name,
      alert.rule,
      alert.id,
    ]),
  }
}
