import { useWords } from '#web/words'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import './palette.css'
import { Palette } from './palette.tsx'
import type { PageEntry } from './use-choices.ts'

/** The keys as the reader's keyboard names them. */
const KEYS = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'

/** The field of the top bar and the keys that open the palette from anywhere. */
export function PaletteButton({ pages }: { pages: readonly PageEntry[] }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229 || event.shiftKey || event.altKey) return
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
    event.preventDefault()
    // One dialog at a time.
    if (!document.querySelector('dialog[open]')) setOpen(true)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return (
    <>
      <button
        type="button"
        className="palette-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        title={t('palette.field')}
        onClick={() => setOpen(true)}
      >
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span className="palette-button-word ellipsis">{t('palette.field')}</span>
        <kbd>{KEYS}</kbd>
      </button>
      {open && <Palette pages={pages} onClose={() => setOpen(false)} />}
    </>
  )
}
