import type { Source } from '#model'
import { useAgencyName } from '#web/agency'
import { api, liveStore, useNow } from '#web/live'
import { useMay } from '#web/session'
import { Button, ErrorLine, SourceMark, StaleNote } from '#web/ui'
import { formatAge, formatMoment, formatNumber, useWords } from '#web/words'
import { useMutation } from '@tanstack/react-query'
import { Quarantine } from './quarantine.tsx'
import { connectorWord } from './wording.ts'

/** Puts the answer on the screen at once; the stream will say the same. */
function put(source: Source): void {
  const state = liveStore.get()
  liveStore.set({ ...state, sources: new Map(state.sources).set(source.id, source) })
}

export function SourceDetail({ source, onBack }: { source: Source; onBack: () => void }) {
  const { t } = useWords()
  const may = useMay('source.manage')
  const verb = source.paused ? 'resume' : 'pause'
  const change = useMutation({
    mutationFn: () => api.post<Source>(`/api/v1/sources/${encodeURIComponent(source.id)}/${verb}`),
    onSuccess: put,
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
        <p>
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
      <dd>{formatNumber(source.received, 0, language)}</dd>
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
