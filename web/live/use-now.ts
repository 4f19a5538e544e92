import { useSyncExternalStore } from 'react'

let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const told = new Set<() => void>()

function tick(): void {
  now = Date.now()
  for (const tell of told) tell()
}

function subscribe(tell: () => void): () => void {
  told.add(tell)
  if (timer === undefined) {
    now = Date.now()
    timer = setInterval(tick, 1000)
  }
  return () => {
    told.delete(tell)
    if (told.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The wall clock, each second, one for the whole screen: ages count up and values go grey by themselves. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
