import { useWidth } from '#web/ui'
import { useLocation, useNavigate } from '@tanstack/react-router'
import type { Choice } from './choice.ts'

/** Opens a choice: a page, an alert or an incident at its address, a station or a unit on the map of Toàn cảnh. */
export function useOpen(): (choice: Choice) => void {
  const navigate = useNavigate()
  const phone = useWidth() === 'phone'
  const { pathname, search } = useLocation()
  // What is set on the map stays set; where it stands and what was chosen there does not.
  const { tat } = pathname === '/' ? (search as { tat?: string }) : {}
  return (choice) => {
    const onMap = (more: Record<string, string>): void => void navigate({ to: '/', search: { tat, ...more } as never })
    if (choice.kind === 'page') void navigate({ to: choice.id })
    else if (choice.kind === 'alert') void navigate({ to: '/canh-bao/$id', params: { id: choice.id } })
    else if (choice.kind === 'incident') void navigate({ to: '/su-co/$id', params: { id: choice.id } })
    else if (choice.kind === 'station') onMap({ chon: `station:${choice.id}`, ...(phone ? { the: 'work' } : {}) })
    else onMap({ xa: choice.id, ...(phone ? { the: 'map' } : {}) })
    // Past the field that is gone, into the page.
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
  }
}
