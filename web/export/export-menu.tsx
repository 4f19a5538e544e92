import { LOCAL_OFFSET } from '#model'
import { useInstance, useUnreal } from '#web/session'
import { Button } from '#web/ui'
import { formatDay, formatTime, useWords } from '#web/words'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useId, useRef, useState } from 'react'
import { csvOf } from './csv.ts'
import './export.css'
import { pictureOf } from './picture.ts'
import { save } from './save.ts'
import { type ExportTable, fileName, preamble } from './table.ts'
import { xlsxOf } from './xlsx.ts'

const KINDS = ['csv', 'xlsx', 'png'] as const
type Kind = (typeof KINDS)[number]

interface Props {
  /** Asked when the reader chooses, so that it is what is on the screen by then. */
  readonly table: () => ExportTable
  /** What the picture is of; without it there is no PNG. */
  readonly picture?: () => HTMLElement | null
}

/** Xuất: what is on the screen as CSV, XLSX or a picture. Name and first row of each file say what is not real. */
export function ExportMenu({ table, picture }: Props): ReactNode {
  const { t } = useWords()
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const { write, busy, failed } = useWriter({ table, ...(picture ? { picture } : {}) })
  return (
    <span className="export">
      <Button small popoverTarget={id}>
        <IconDownload size={16} stroke={1.75} aria-hidden="true" />
        {t('export.button')}
      </Button>
      <div id={id} ref={menu} popover="auto" className="export-menu" role="group" aria-label={t('export.button')}>
        {KINDS.filter((kind) => kind !== 'png' || picture).map((kind) => (
          <button
            key={kind}
            type="button"
            disabled={busy !== undefined}
            onClick={() => void write(kind).then((done) => done && menu.current?.hidePopover())}
          >
            <b>{kind.toUpperCase()}</b> <span className="soft">{t(`export.${kind}`)}</span>
          </button>
        ))}
        <p role="status">{busy && t('export.working')}</p>
        {failed && (
          <p role="alert" className="sev-critical">
            {t('export.failed', { kind: failed.toUpperCase() })}
          </p>
        )}
      </div>
    </span>
  )
}

function useWriter({ table: ask, picture }: Props) {
  const { t } = useWords()
  const unreal = useUnreal()
  const province = useInstance()?.province.name
  const [busy, setBusy] = useState<Kind>()
  const [failed, setFailed] = useState<Kind>()
  const write = async (kind: Kind): Promise<boolean> => {
    setBusy(kind)
    setFailed(undefined)
    try {
      const table = ask()
      const now = Date.now()
      const mark = unreal && t(`mark.${unreal}`)
      const warning = unreal && `${t(`mark.${unreal}`)}: ${t(`mark.${unreal}.title`)}`
      const asOf = t('export.as-of', { time: formatTime(now), day: formatDay(now) })
      const from = [t('app.name'), ...(province === undefined ? [] : [province])].join(' · ')
      const above = [...preamble(table, warning, asOf), from]
      const name = fileName(table.name, mark, new Date(now + LOCAL_OFFSET).toISOString(), kind)
      if (kind === 'csv') save(name, new Blob([csvOf(table, above)], { type: 'text/csv;charset=utf-8' }))
      else if (kind === 'xlsx') save(name, await xlsxOf(table, above))
      else {
        const element = picture?.()
        if (!element) throw new Error('nothing to take a picture of')
        save(name, await pictureOf(element, { mark, lines: above.filter((line) => line !== warning) }))
      }
      return true
    } catch (problem) {
      console.error(problem)
      setFailed(kind)
      return false
    } finally {
      setBusy(undefined)
    }
  }
  return { write, busy, failed }
}
