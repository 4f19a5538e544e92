import type { Source } from '#model'
import { useAgencyName } from '#web/agency'
import { Sparkline } from '#web/chart'
import { api, useNow } from '#web/live'
import { useMay } from '#web/session'
import { Button, ErrorLine, SourceMark, StaleNote } from '#web/ui'
import { formatAge, formatMoment, formatNumber, useWords } from '#web/words'
import { useMutation } from '@tanstack/react-query'
import { Learned } from './learned.tsx'
import { Quarantine } from './quarantine.tsx'
import { useHours } from './use-forms.ts'
import { putSource, sourcePath } from './use-quarantine.ts'
import { connectorWord } from './wording.ts'

export function SourceDetail({
  source,
  onBack,
  onChange,
}: {
  source: Source
  onBack: () => void
  onChange: () => void
}) {
  const { t } = useWords()
  const may = useMay('source.manage')
  const verb = source.paused ? 'resume' : 'pause'
  const change = useMutation({
    mutationFn: () => api.post<Source>(sourcePath(source.id, `/${verb}`)),
    onSuccess: putSource,
  })
  return (
    <>
      <div className="source-facts">
        <button type="button" className="source-back" onClick={onBack}>
          ← {t('page.sources')}
        </button>
        <h2 className="source-title">
          <SourceMark state={source.state} /> {source.name}
          <span className="quiet">
            {source.state === 'lost' && source.last_seen ? (
              <StaleNote since={Date.parse(source.last_seen)} />
            ) : (
              t(`source.${source.state}`)
            )}
          </span>
        </h2>
        <Facts source={source} />
        {change.error && <ErrorLine error={change.error} />}
        {may && <Learned source={source} />}
        <p className="quarantine-verbs">
          <Button refused={may ? undefined : t('sources.refused', { verb: t('sources.change') })} onClick={onChange}>
            {t('sources.change')}
          </Button>
          <Button
            refused={may ? undefined : t('sources.refused', { verb: t(`sources.${verb}`) })}
            disabled={change.isPending}
            onClick={() => change.mutate()}
          >
            {t(`sources.${verb}`)}
          </Button>
        </p>
      </div>
      <Quarantine source={source} allowed={may} />
    </>
  )
}

function Facts({ source }: { source: Source }) {
  const { t, language } = useWords()
  const agency = useAgencyName(source.agency)
  const now = useNow()
  const hours = useHours(source)
  const age = (seconds: number): string => formatAge(seconds * 1000, language)
  return (
    <dl className="facts">
      <dt>{t('sources.contract')}</dt>
      <dd>{t('sources.contract.text', { every: age(source.every), grace: age(source.grace) })}</dd>
      <dt>{t('sources.owner')}</dt>
      <dd>
        {agency ?? t('sources.province')} · {connectorWord(source.connector, t)}
      </dd>
      <dt>{t('sources.assets')}</dt>
      <dd>{t(`sources.assets.${source.assets}`)}</dd>
      <dt>{t('sources.received')}</dt>
      <dd className="source-received">
        {formatNumber(source.received, 0, language)}
        {hours && (
          <>
            <Sparkline values={hours} />
            <span className="quiet">{t('sources.hours', { count: formatNumber(sum(hours), 0, language) })}</span>
          </>
        )}
      </dd>
      {source.error && (
        <>
          <dt>{t('sources.error')}</dt>
          <dd className="sev-high">{source.error}</dd>
        </>
      )}
      {source.retry_at && (
        <>
          <dt>{t('sources.retry')}</dt>
          <dd>{formatMoment(source.retry_at, now)}</dd>
        </>
      )}
    </dl>
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
