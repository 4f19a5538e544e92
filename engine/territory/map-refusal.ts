import type { Text } from '#model'

/** Why a map is not taken, in both languages: for whoever ran the command, without a stack. Nothing was stored. */
export class MapRefusal extends Error {
  readonly reasons: readonly Text[]
  constructor(...reasons: readonly Text[]) {
    super(reasons.map(({ vi, en }) => `${vi} / ${en}`).join('\n'))
    this.name = 'MapRefusal'
    this.reasons = reasons
  }
}

export function text(vi: string, en: string): Text {
  return { vi, en }
}
