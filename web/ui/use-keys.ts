import { useEffect, useEffectEvent } from 'react'

/** Whether a key belongs to the text that is being written: fields, and an input method that is composing. */
export function isWriting(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'target'>): boolean {
  // 229 is what browsers say while an input method has the keyboard.
  if (event.isComposing || event.keyCode === 229) return true
  const target = event.target as { tagName?: string; isContentEditable?: boolean } | null
  return target?.isContentEditable === true || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target?.tagName ?? '')
}

/** Single keys of a page. `Escape` works in fields too; nothing fires with a modifier or inside a dialog. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    if (isWriting(event) && (event.key !== 'Escape' || event.isComposing)) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
