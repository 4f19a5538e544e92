import { ErrorLine, LoadingLine } from '#web/ui'
import { useWords } from '#web/words'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Choice } from './choice.ts'
import { ResultList, optionId } from './result-list.tsx'
import { type PageEntry, useChoices } from './use-choices.ts'
import { useOpen } from './use-open.ts'

const LIST = 'palette-list'

interface Props {
  readonly pages: readonly PageEntry[]
  readonly onClose: () => void
}

/**
 * One field that finds and opens: pages, open alerts, stations, units by their names of today and of before. A combobox
 * with a list below; the browser gives the focus back to where it was when the dialog closes.
 */
export function Palette({ pages, onClose }: Props) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const { groups, remember, loading, settled, error, retry } = useChoices(text, pages)
  const open = useOpen()
  const choices = groups.flatMap((group) => group.choices)
  const walk = useWalk(choices, text)
  const [hasty, setHasty] = useState(false)
  useEffect(() => dialog.current?.showModal(), [])
  // Told at once: the dialog's own event comes later, and the keys may be pressed again by then.
  const leave = (): void => {
    dialog.current?.close()
    onClose()
  }
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return
    remember(choice)
    leave()
    open(choice)
  }
  // Enter was pressed before the answer came: what is best is opened once it is known.
  const chooseBest = useEffectEvent(() => choose(walk.active))
  useEffect(() => {
    if (hasty && settled) chooseBest()
  }, [hasty, settled])
  const composing = useRef(false)
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    // An input method keeps its keys: its Enter ends a word, its arrows choose a letter.
    if (composing.current || event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') {
      if (settled || text.trim() === '') choose(walk.active)
      else setHasty(true)
    } else if (!walk.move(event.key, event.shiftKey)) return
    event.preventDefault()
  }
  const nothing = text.trim() !== '' && settled && choices.length === 0 && !error
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.title')}
      onClose={onClose}
      onCancel={(event) => {
        event.preventDefault()
        if (!composing.current) leave()
      }}
      onClick={(event) => event.target === dialog.current && leave()}
    >
      <div className="palette-box">
        <div className="palette-top">
          <IconSearch size={18} stroke={1.75} aria-hidden="true" />
          <input
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            className="palette-field"
            type="text"
            role="combobox"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={100}
            aria-label={t('palette.field')}
            placeholder={t('palette.field')}
            aria-expanded={choices.length > 0}
            aria-controls={LIST}
            aria-autocomplete="list"
            aria-activedescendant={walk.active && optionId(walk.at)}
            value={text}
            onChange={(event) => {
              setHasty(false)
              setText(event.target.value)
            }}
            onCompositionStart={() => (composing.current = true)}
            onCompositionEnd={() => (composing.current = false)}
            onKeyDown={press}
          />
          <button type="button" className="palette-close" onClick={leave}>
            {t('palette.close')}
          </button>
        </div>
        {loading && <LoadingLine />}
        {error && <ErrorLine error={error} onRetry={retry} />}
        <p className={nothing ? 'palette-none soft' : 'visually-hidden'} role="status">
          {nothing ? t('palette.none', { q: text.trim() }) : settled && t('palette.results', { count: choices.length })}
        </p>
        <ResultList id={LIST} groups={groups} text={text} active={walk.at} onActive={walk.to} onChoose={choose} />
        <Hints />
      </div>
    </dialog>
  )
}

/** Which choice is active: the first of a new text, then where the keys or the pointer went, however the list changes. */
function useWalk(choices: readonly Choice[], text: string) {
  const [held, setHeld] = useState<{ text: string; key: string }>()
  const key = (choice: Choice): string => `${choice.kind} ${choice.id}`
  const found = held?.text === text ? choices.findIndex((choice) => key(choice) === held.key) : -1
  const at = Math.max(0, found)
  const last = choices.length - 1
  const to = (place: number): void => {
    const choice = choices[place]
    if (choice) setHeld({ text, key: key(choice) })
  }
  const move = (pressed: string, shift: boolean): boolean => {
    if (shift) return false
    if (pressed === 'ArrowDown') to(at === last ? 0 : at + 1)
    else if (pressed === 'ArrowUp') to(at === 0 ? last : at - 1)
    else if (pressed === 'Home') to(0)
    else if (pressed === 'End') to(last)
    else return false
    return true
  }
  return { at, active: choices[at], to, move }
}

function Hints() {
  const { t } = useWords()
  return (
    <p className="palette-hints quiet" aria-hidden="true">
      <kbd>↑</kbd> <kbd>↓</kbd> {t('palette.hint.move')} <kbd>Enter</kbd> {t('palette.hint.open')} <kbd>Esc</kbd>{' '}
      {t('palette.hint.back')}
    </p>
  )
}
