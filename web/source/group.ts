import type { QuarantinedMessage } from '#model'

/** Messages that share one mistake, newest first. */
export interface Mistake {
  readonly reason: string
  readonly messages: readonly QuarantinedMessage[]
}

/** The same mistake together, in the order of its newest message; `messages` come newest first. */
export function byMistake(messages: readonly QuarantinedMessage[]): Mistake[] {
  const groups = new Map<string, QuarantinedMessage[]>()
  for (const message of messages) {
    const group = groups.get(message.reason)
    if (group) group.push(message)
    else groups.set(message.reason, [message])
  }
  return [...groups].map(([reason, group]) => ({ reason, messages: group }))
}
