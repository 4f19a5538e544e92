import { SEVERITIES, type Severity } from '#model'
import { useWords } from '#web/words'
import type { Facet } from './facet-bar.tsx'
import { SeverityMark } from './marks.tsx'

/** A facet for each severity, most urgent first, with how many a choice of it leaves. */
export function useSeverityFacets(count: (severity: Severity) => number): Facet[] {
  const { t } = useWords()
  return SEVERITIES.map((severity) => ({
    id: severity,
    label: (
      <>
        <SeverityMark severity={severity} held={false} size={13} /> {t(`severity.${severity}`)}
      </>
    ),
    count: count(severity),
  }))
}
