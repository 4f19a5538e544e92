import { useSyncExternalStore } from 'react'
import { shareWire } from './share.ts'
import { type LiveState, NOTHING } from './state.ts'
import type { Wire } from './wire.ts'

/** The wire stays open so long (ms) after the last part of the screen that shows it: pages change places. */
const LINGER_MS = 1000

let state: LiveState = NOTHING
let wire: Wire | undefined
let leaving: ReturnType<typeof setTimeout> | undefined
const told = new Set<() => void>()

/** The screen's one picture of the present. It is followed while a part of the screen shows it, then forgotten. */
export const liveStore = {
  get: (): LiveState => state,
  set: (next: LiveState): void => {
    if (next === state) return
    state = next
    for (const tell of told) tell()
  },
  /** Forgets everything, in every tab, and asks anew: another person has signed in. */
  reset: (): void => {
    liveStore.set(NOTHING)
    wire?.renew()
  },
  subscribe: (tell: () => void): (() => void) => {
    clearTimeout(leaving)
    told.add(tell)
    wire ??= shareWire(liveStore.get, liveStore.set)
    return () => {
      told.delete(tell)
      if (told.size === 0) leaving = setTimeout(leave, LINGER_MS)
    }
  },
}

function leave(): void {
  wire?.close()
  wire = undefined
  state = NOTHING
}

export function useLive(): LiveState {
  return useSyncExternalStore(liveStore.subscribe, liveStore.get)
}
