import { useWords } from '#web/words'
import { useEffect, useRef } from 'react'
import { Button } from './button.tsx'

/** The list of keys, behind `?`. */
export function KeyHelp({
  keys,
  onClose,
}: {
  keys: readonly (readonly [key: string, does: string])[]
  onClose: () => void
}) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="keys" onClose={onClose} aria-label={t('keys.title')}>
      <h2>{t('keys.title')}</h2>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd style={{ margin: 0 }}>{does}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={() => dialog.current?.close()}>{t('keys.close')}</Button>
    </dialog>
  )
}
