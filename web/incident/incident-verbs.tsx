import type { Incident } from '#model'
import { useMay, useSession } from '#web/session'
import { Button, PanelForm } from '#web/ui'
import { useWords } from '#web/words'
import { useState } from 'react'
import { ClosingForm } from './closing-form.tsx'
import { useAssignees } from './use-incidents.ts'
import { type Act, useAct, wordsOf } from './use-verbs.ts'
import { WordForm } from './word-form.tsx'

interface Props {
  readonly incident: Incident
  readonly all: readonly Incident[]
}
type Form = 'note' | 'close' | 'reopen' | 'merge'

/** What may be done with it now; one of them is the primary one. A verb that is refused stays visible and says who may. */
export function IncidentVerbs({ incident, all }: Props) {
  const { t } = useWords()
  const act = useAct(incident)
  const [form, setForm] = useState<Form>()
  const done = (): void => setForm(undefined)
  const send = (what: Act): void => act.mutate(what, { onSuccess: done })
  return (
    <div className="incident-verbs">
      {form === undefined && <Buttons incident={incident} busy={act.isPending} onAct={send} onForm={setForm} />}
      {form === 'note' && <WordForm verb="notes" busy={act.isPending} onSend={send} onCancel={done} />}
      {form === 'reopen' && <WordForm verb="reopen" busy={act.isPending} onSend={send} onCancel={done} />}
      {form === 'close' && <ClosingForm incident={incident} busy={act.isPending} onSend={send} onCancel={done} />}
      {form === 'merge' && (
        <MergeForm incident={incident} all={all} busy={act.isPending} onSend={send} onCancel={done} />
      )}
      {act.error && (
        <p role="alert" className="sev-critical">
          {wordsOf(act.error, t('state.unreachable'))}
        </p>
      )}
    </div>
  )
}

interface ButtonsProps {
  readonly incident: Incident
  readonly busy: boolean
  readonly onAct: (act: Act) => void
  readonly onForm: (form: Form) => void
}

function Buttons({ incident, busy, onAct, onForm }: ButtonsProps) {
  const { t } = useWords()
  const mayWrite = useMay('incident.write')
  const mayClose = useMay('incident.close')
  const { leads, owns } = useStanding(incident)
  const { state } = incident
  /** Who may, in words: by the work a person does, and by whose incident it is. */
  const refused = (may: boolean, verb: string, theirs = true): string | undefined => {
    if (!may) return t('alert.refused', { verb })
    return theirs ? undefined : t('incident.refused.lead', { verb })
  }
  if (state === 'merged') {
    return (
      <Button
        refused={refused(mayWrite, t('incident.unmerge'), leads)}
        disabled={busy}
        onClick={() => onAct({ verb: 'unmerge' })}
      >
        {t('incident.unmerge')}
      </Button>
    )
  }
  const open = state !== 'closed'
  return (
    <span className="incident-buttons">
      {(state === 'new' || state === 'assigned') && (
        <Button
          primary
          refused={refused(mayWrite, t('incident.start'), leads || owns)}
          disabled={busy}
          onClick={() => onAct({ verb: 'start' })}
        >
          {t('incident.start')}
        </Button>
      )}
      {open && (
        <Button
          primary={state === 'working'}
          refused={refused(mayClose, t('incident.close'), leads || owns)}
          disabled={busy}
          onClick={() => onForm('close')}
        >
          {t('incident.close')}
        </Button>
      )}
      {open && mayWrite && leads && <Assign incident={incident} busy={busy} onAct={onAct} />}
      {!open && (
        <Button
          refused={refused(mayClose, t('incident.reopen'), leads || owns)}
          disabled={busy}
          onClick={() => onForm('reopen')}
        >
          {t('incident.reopen')}
        </Button>
      )}
      <Button refused={refused(mayWrite, t('incident.note'))} disabled={busy} onClick={() => onForm('note')}>
        {t('incident.note')}
      </Button>
      {open && mayWrite && leads && (
        <Button disabled={busy} onClick={() => onForm('merge')}>
          {t('incident.merge')}
        </Button>
      )}
    </span>
  )
}

/** Whether the reader's agency leads the incident, and whether it is the reader's own work. */
function useStanding({ agency, owner }: Incident): { leads: boolean; owns: boolean } {
  const session = useSession().session
  const own = session?.agency ?? null
  return { leads: own === null || own === agency, owns: owner === session?.person?.id }
}

/** To whom it can be given; the reader first. */
function Assign({ incident, busy, onAct }: Pick<ButtonsProps, 'incident' | 'busy' | 'onAct'>) {
  const { t } = useWords()
  const me = useSession().session?.person?.id
  const people = useAssignees(incident, true).data ?? []
  const sorted = people.toSorted(
    (a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name, 'vi'),
  )
  return (
    <label className="incident-assign">
      <span className="visually-hidden">{t('incident.assign')}</span>
      <select
        disabled={busy}
        value={incident.owner ?? ''}
        onChange={(event) => onAct({ verb: 'assign', owner: event.target.value || null })}
      >
        <option value="">{t('incident.assign')}</option>
        {incident.owner !== null && !people.some((one) => one.id === incident.owner) && (
          <option value={incident.owner}>{incident.owner_name ?? incident.owner}</option>
        )}
        {sorted.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  )
}

interface MergeProps extends Props {
  readonly busy: boolean
  readonly onSend: (act: Act) => void
  readonly onCancel: () => void
}

function MergeForm({ incident, all, busy, onSend, onCancel }: MergeProps) {
  const { t } = useWords()
  const [into, setInto] = useState('')
  const [asked, setAsked] = useState(false)
  const others = all.filter((one) => one.id !== incident.id && one.state !== 'closed' && one.state !== 'merged')
  return (
    <PanelForm
      label={t('incident.merge')}
      busy={busy}
      onCancel={onCancel}
      onSend={() => {
        setAsked(true)
        if (into !== '') onSend({ verb: 'merge', into })
      }}
    >
      <label className="field">
        {t('incident.merge.into')}
        <select
          value={into}
          autoFocus
          aria-invalid={asked && into === ''}
          onChange={(event) => setInto(event.target.value)}
        >
          <option value="">—</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.number} · {one.title}
            </option>
          ))}
        </select>
      </label>
      <p className={asked && into === '' ? 'sev-critical' : 'quiet'}>{t('incident.merge.why')}</p>
    </PanelForm>
  )
}
