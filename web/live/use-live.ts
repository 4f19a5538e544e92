import { useEffect, useState, useSyncExternalStore } from 'react'
import { shareWire } from './share.ts'
import { type LiveState, NOTHING } from './state.ts'

let state: LiveState = NOTHING
let listeners = 0
let stop: (() => void) | undefined
const told = new Set<() => void>()

/** The screen's one picture of the present. It is followed while a part of the screen shows it. */
export const liveStore = {
  get: (): LiveState => state,
  set: (next: LiveState): void => {
    if (next === state) return
    state = next
    for (const tell of told) tell()
  },
  /** Forgets everything: another person has signed in. */
  reset: (): void => {
    stop?.()
    stop = undefined
    liveStore.set(NOTHING)
    if (listeners > 0) stop = shareWire(liveStore.get, liveStore.set)
  },
  subscribe: (tell: () => void): (() => void) => {
    told.add(tell)
    listeners += 1
    stop ??= shareWire(liveStore.get, liveStore.set)
    return () => {
      told.delete(tell)
      listeners -= 1
    }
  },
}

export function useLive(): LiveState {
  return useSyncExternalStore(liveStore.subscribe, liveStore.get)
}

/** The wall clock, each second: ages count up and values go grey by themselves. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
