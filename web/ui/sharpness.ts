import { useSyncExternalStore } from 'react'

/** How much larger the page draws itself on a large screen (`base.css`). */
export function pageZoom(): number {
  return document.documentElement.currentCSSZoom ?? 1
}

/** Pixels of the screen per px of the page: what a canvas needs to be as sharp as the letters beside it. */
export function sharpness(): number {
  return devicePixelRatio * pageZoom()
}

/** The same, told again when the window moves to another screen. */
export function useSharpness(): number {
  return useSyncExternalStore((tell) => {
    addEventListener('resize', tell)
    return () => removeEventListener('resize', tell)
  }, sharpness)
}
