import type { Alert } from '#model'
import { ProblemError, useNow } from '#web/live'
import { IncidentLink } from '#web/incident'
import { useMay } from '#web/session'
import { Age, Button, PanelForm, PanelText } from '#web/ui'
import { formatMoment, useWords } from '#web/words'
import { useState } from 'react'
import { isConflict, useAcknowledge, useResolve, useVerbOf } from './use-verbs.ts'

/** Who has it, and what may be done with it now. A verb that is refused stays visible and says who may. */
export function AlertVerbs({ alert }: { alert: Alert }) {
  const { t } = useWords()
  const acknowledge = useAcknowledge()
  const mayTake = useMay('alert.acknowledge')
  const mayEnd = useMay('alert.resolve')
  const [ending, setEnding] = useState(false)
  const { pending } = useVerbOf(alert.id)
  const refused = (may: boolean, verb: string): string | undefined => (may ? undefined : t('alert.refused', { verb }))
  return (
    <div className="alert-verbs">
      <Holder alert={alert} />
      {alert.state !== 'resolved' && !ending && (
        <span className="alert-buttons">
          {alert.state === 'open' && (
            <Button
              primary
              shortcut="A"
              refused={refused(mayTake, t('alert.acknowledge'))}
              disabled={pending !== undefined}
              onClick={() => acknowledge.mutate(alert.id)}
            >
              {t('alert.acknowledge')}
            </Button>
          )}
          <Button
            refused={refused(mayEnd, t('alert.resolve'))}
            disabled={pending !== undefined}
            onClick={() => setEnding(true)}
          >
            {t('alert.resolve')}
          </Button>
          <IncidentLink alert={alert} />
        </span>
      )}
      {alert.state !== 'resolved' && ending && <Ending alert={alert} onDone={() => setEnding(false)} />}
      {alert.state === 'resolved' && <IncidentLink alert={alert} />}
      <Refusal alert={alert} />
    </div>
  )
}

/** Nobody and for how long, or who and since when, or how it ended; what was asked but not yet answered says so. */
function Holder({ alert }: { alert: Alert }) {
  const { t } = useWords()
  const now = useNow()
  const { pending } = useVerbOf(alert.id)
  const time = (at: string | null): string => (at === null ? '—' : formatMoment(at, now))
  if (pending) {
    return (
      <p className="soft" role="status">
        {t(`alert.sending.${pending}`)}
      </p>
    )
  }
  if (alert.state === 'resolved')
    return <p className="soft">{t(`alert.ended.${alert.resolved_by ?? 'rule'}`, { time: time(alert.resolved_at) })}</p>
  if (alert.state === 'acknowledged') {
    return (
      <p>
        <span className="soft">{t('alert.owner')}:</span> <b>{alert.owner_name ?? '—'}</b>{' '}
        <span className="quiet">{t('alert.since', { time: time(alert.acknowledged_at) })}</span>
      </p>
    )
  }
  return (
    <p>
      <b>{t('alert.state.open')}</b> <span className="quiet">{t('alert.waiting')}</span> <Age at={alert.raised_at} />
    </p>
  )
}

/** Why does it end. */
function Ending({ alert, onDone }: { alert: Alert; onDone: () => void }) {
  const { t } = useWords()
  const resolve = useResolve()
  const { pending } = useVerbOf(alert.id)
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const empty = note.trim() === ''

  return (
    <PanelForm
      label={t('alert.resolve')}
      submit={t('alert.resolve.confirm')}
      busy={pending !== undefined}
      onCancel={onDone}
      onSend={() => {
        setAsked(true)
        if (!empty) resolve.mutate({ id: alert.id, note: note.trim() }, { onSuccess: onDone })
      }}
    >
      <PanelText
        label={t('alert.resolve.note')}
        value={note}
        most={2000}
        wrong={asked && empty}
        hint={t('alert.resolve.why')}
        onChange={setNote}
      />
    </PanelForm>
  )
}

/** What came back instead of a yes. */
function Refusal({ alert }: { alert: Alert }) {
  const { t } = useWords()
  const now = useNow()
  const { refused } = useVerbOf(alert.id)
  if (!refused) return null
  if (!isConflict(refused.error)) {
    const why = refused.error instanceof ProblemError ? refused.error.message : t('state.unreachable')
    return (
      <p role="alert" className="sev-critical">
        {t(`alert.not-recorded.${refused.verb}`, { why })}
      </p>
    )
  }
  const at = alert.state === 'resolved' ? alert.resolved_at : alert.acknowledged_at
  const time = at === null ? '—' : formatMoment(at, now)
  return (
    <p role="alert" className="sev-high">
      {alert.state === 'resolved'
        ? t('alert.conflict.ended', { time })
        : t('alert.conflict.taken', { who: alert.owner_name ?? '—', time })}
    </p>
  )
}
