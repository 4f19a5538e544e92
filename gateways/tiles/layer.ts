import type { Scoped } from '#model'
import type { LocatedAsset } from '#engine/asset'
import { shareOf } from './tile-place.ts'
import { type TileBytes, tileBytes } from './tile-bytes.ts'

/** What a tile says of each asset, in this order. */
export const KEYS = ['id', 'name', 'type', 'service', 'unit'] as const

/** Assets that have a place, as columns: where they are on the map, and their words as a tile writes them. */
export interface Layer {
  readonly count: number
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** The values of each asset that are its own, id and name, encoded one after the other; where each asset's begin. */
  readonly own: Uint8Array
  readonly starts: Uint32Array
  /** Places in `shared` of type, service and unit, one after the other; -1 = none. */
  readonly words: Int32Array
  readonly shared: readonly Uint8Array[]
  /** The place in `groups` of what an asset belongs to: whoever may see a group may see all of it. */
  readonly group: Int32Array
  readonly groups: readonly Scoped[]
}

/** Number of words an asset shares with others. */
export const SHARED = 3

export function layerOf(placed: readonly LocatedAsset[]): Layer {
  const { length } = placed
  const numberOfWord = numbering()
  const numberOfGroup = numbering()
  const columns = {
    xs: new Float64Array(length),
    ys: new Float64Array(length),
    starts: new Uint32Array(length + 1),
    words: new Int32Array(length * SHARED),
    group: new Int32Array(length),
  }
  const own = tileBytes()
  const shared: Uint8Array[] = []
  const groups: Scoped[] = []
  placed.forEach(({ id, name, lat, lon, type, agency, service, unit }, index) => {
    const { x, y } = shareOf(lat, lon)
    columns.xs[index] = x
    columns.ys[index] = y
    ;[type, service, unit].forEach((word, place) => {
      const number = word === null ? -1 : numberOfWord(word)
      if (word !== null) shared[number] ??= valueOf(word)
      columns.words[index * SHARED + place] = number
    })
    const group = numberOfGroup([agency, service, unit].map((one) => one ?? '\0').join('\n'))
    groups[group] ??= { agency, service, unit }
    columns.group[index] = group
    writeValue(own, id)
    writeValue(own, name)
    columns.starts[index + 1] = own.size()
  })
  return { ...columns, count: length, own: Uint8Array.from(own.done()), shared, groups }
}

/** A value (field 4 of a layer) that holds a text (field 1). */
function writeValue(bytes: TileBytes, text: string): void {
  bytes.message(4, () => bytes.text(1, text))
}

function valueOf(text: string): Uint8Array {
  const bytes = tileBytes(256)
  writeValue(bytes, text)
  return Uint8Array.from(bytes.done())
}

/** Numbers texts from 0 in the order in which they are first met. */
function numbering(): (text: string) => number {
  const numbers = new Map<string, number>()
  return (text) => {
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }
}
