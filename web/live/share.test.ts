import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { shareWire } from './share.ts'
import { type LiveEvent, type LiveState, NOTHING } from './state.ts'
import type { Wire } from './wire.ts'

const skip = 'navigator' in globalThis && 'locks' in navigator ? false : 'no Web Locks here'

/** A tab with its own picture; `opened` counts the connections that it made. */
function openTab() {
  let state: LiveState = NOTHING
  const tab = { opened: 0, renewed: 0, closed: 0, tell: undefined as ((event: LiveEvent) => void) | undefined }
  const wire = shareWire(
    () => state,
    (next) => void (state = next),
    (tell): Wire => {
      tab.opened += 1
      tab.tell = tell
      return { renew: () => void (tab.renewed += 1), close: () => void (tab.closed += 1) }
    },
  )
  return Object.assign(tab, { wire, state: () => state })
}
async function until(true_: () => boolean): Promise<void> {
  for (let at = 0; at < 200 && !true_(); at += 1) await wait(10)
  assert.ok(true_())
}
const source = (id: string): LiveEvent => ({ kind: 'snapshot', topic: 'source', items: [{ id }] })

test('one connection for all tabs; the next tab takes over', { skip }, async () => {
  const one = openTab()
  await until(() => one.opened === 1)
  one.tell?.({ kind: 'status', status: 'live', at: 1 })
  one.tell?.(source('s1'))
  const two = openTab()
  await until(() => two.state().sources.has('s1'))
  assert.equal(two.opened, 0, 'the second tab is told what the first one knows')
  one.tell?.(source('s2'))
  await until(() => two.state().sources.has('s2'))
  one.wire.close()
  await until(() => two.opened === 1)
  assert.equal(one.closed, 1)
  two.wire.close()
})

test('another person: every tab forgets, and the one that listens asks anew', { skip }, async () => {
  const one = openTab()
  await until(() => one.opened === 1)
  const two = openTab()
  one.tell?.({ kind: 'status', status: 'live', at: 1 })
  one.tell?.(source('s1'))
  await until(() => two.state().sources.has('s1'))
  two.wire.renew()
  await until(() => one.renewed === 1 && two.state().sources.size === 0)
  assert.equal(one.state().sources.size, 0)
  assert.equal(two.state().connection.status, 'live')
  two.wire.close()
  one.wire.close()
  assert.equal(two.opened, 0)
})
