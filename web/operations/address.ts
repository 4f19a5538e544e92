import type { Selection } from '#web/map'

/** What the page keeps in its address: a bookmark is a saved view. */
export interface OperationsSearch {
  /** `alert:ID` or `station:ID`. */
  readonly chon?: string | undefined
  /** `lon,lat,zoom`. */
  readonly 'ban-do'?: string | undefined
  /** The code of the unit that the map shows. */
  readonly xa?: string | undefined
  /** Map layers that are off. */
  readonly tat?: string | undefined
  /** `asset,epoch ms`: the AQI whose proof is open. */
  readonly 'bang-chung'?: string | undefined
  /** The tab of a phone. */
  readonly the?: string | undefined
}

export function readSelection(text: string | undefined): Selection | undefined {
  const [kind, ...rest] = (text ?? '').split(':')
  const id = rest.join(':')
  return (kind === 'alert' || kind === 'station') && id !== '' ? { kind, id } : undefined
}
export function writeSelection(selection: Selection | undefined): string | undefined {
  return selection && `${selection.kind}:${selection.id}`
}
