import type { Alert } from '#model'
import { useMay } from '#web/session'
import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { Link, useNavigate } from '@tanstack/react-router'
import { useOpen, wordsOf } from './use-verbs.ts'

/** From an alert to its incident: the way there, or the way to open one. */
export function IncidentLink({ alert }: { alert: Alert }) {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const open = useOpen()
  const may = useMay('incident.write')
  if (alert.incident !== null) {
    return (
      <Link className="button" to="/su-co/$id" params={{ id: alert.incident }}>
        {t('incident.of-alert')}
      </Link>
    )
  }
  const order = {
    alert: alert.id,
    title: `${say(alert.title)} · ${alert.subject_name}`.slice(0, 300),
    severity: alert.severity,
  }
  return (
    <>
      <Button
        refused={may ? undefined : t('alert.refused', { verb: t('incident.open') })}
        disabled={open.isPending}
        onClick={() =>
          open.mutate(order, { onSuccess: ({ id }) => void navigate({ to: '/su-co/$id', params: { id } }) })
        }
      >
        {t('incident.open')}
      </Button>
      {open.error && (
        <p role="alert" className="sev-critical">
          {wordsOf(open.error, t('state.unreachable'))}
        </p>
      )}
    </>
  )
}
