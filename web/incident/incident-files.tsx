import type { Attachment, Incident } from '#model'
import { useNow } from '#web/live'
import { useMay } from '#web/session'
import { Button, ErrorLine } from '#web/ui'
import { formatMoment, formatNumber, useWords } from '#web/words'
import { useRef } from 'react'
import { incidentPath, useFiles } from './use-incidents.ts'
import { useUpload, wordsOf } from './use-verbs.ts'

const ACCEPTED = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.pptx'

/** Photos and documents of an incident, and how another one is added. */
export function IncidentFiles({ incident }: { incident: Incident }) {
  const { t } = useWords()
  const files = useFiles(incident)
  const may = useMay('incident.write') && incident.state !== 'merged'
  const upload = useUpload(incident)
  const input = useRef<HTMLInputElement>(null)
  return (
    <section className="incident-files">
      <h3>{t('incident.files')}</h3>
      {files.error && <ErrorLine error={files.error} onRetry={() => void files.refetch()} />}
      {files.data?.length === 0 && <p className="quiet">{t('incident.files.none')}</p>}
      <ul>
        {files.data?.map((file) => (
          <FileLine key={file.id} incident={incident} file={file} />
        ))}
      </ul>
      {may && (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept={ACCEPTED}
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file) upload.mutate({ file })
            }}
          />
          <Button small disabled={upload.isPending} onClick={() => input.current?.click()}>
            {t(upload.isPending ? 'incident.files.sending' : 'incident.files.add')}
          </Button>
        </>
      )}
      {upload.error && (
        <p role="alert" className="sev-critical">
          {wordsOf(upload.error, t('state.unreachable'))}
        </p>
      )}
    </section>
  )
}

function FileLine({ incident, file }: { incident: Incident; file: Attachment }) {
  const { t, language } = useWords()
  const now = useNow()
  const path = incidentPath(incident.id, `/attachments/${file.id}`)
  const placed = file.taken_at !== null && file.lat !== null
  return (
    <li>
      <a href={path} target="_blank" rel="noreferrer">
        {file.kind === 'image' && <img src={path} alt="" loading="lazy" />}
        {file.name}
      </a>
      <span className="quiet">
        {formatNumber(file.size / 1024, 0, language)} KB · {file.by_name ?? '—'} · {formatMoment(file.at, now)}
        {file.kind === 'image' && (
          <>
            {' · '}
            {placed
              ? t(`incident.files.taken.${file.said_by ?? 'camera'}`, { time: formatMoment(file.taken_at ?? '', now) })
              : t('incident.files.placeless')}
          </>
        )}
      </span>
    </li>
  )
}
