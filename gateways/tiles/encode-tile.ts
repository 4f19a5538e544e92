import { type Scope, covers } from '#model'
import { KEYS, type Layer, SHARED } from './layer.ts'
import { type TileBytes, tileBytes } from './tile-bytes.ts'
import type { TilePlace } from './tile-place.ts'

/** Steps along a tile's side (Mapbox Vector Tile 2.1, `extent`). */
const EXTENT = 4096
const POINT = 1
/** The command "move to", once. */
const MOVE = (1 << 3) | 1

/**
 * The points of a tile that a scope may see, as a Mapbox Vector Tile 2.1 of one layer; undefined when there are none. A
 * point on the edge belongs to one tile alone. Pure.
 */
export function encodeTile(name: string, layer: Layer, place: TilePlace, scope: Scope): Buffer | undefined {
  const chosen = within(layer, place, scope)
  if (chosen.length === 0) return undefined
  const bytes = tileBytes(chosen.length * 64 + 1024)
  bytes.message(3, () => {
    bytes.number(15, 2)
    bytes.text(1, name)
    const values = features(bytes, layer, place, chosen)
    for (const key of KEYS) bytes.text(3, key)
    ownValues(bytes, layer, chosen)
    for (const word of values) bytes.raw(layer.shared[word] as Uint8Array)
    bytes.number(5, EXTENT)
  })
  return bytes.done()
}

/** The own values of those chosen, in one piece wherever they stand side by side. */
function ownValues(bytes: TileBytes, { own, starts }: Layer, chosen: Int32Array): void {
  for (let at = 0; at < chosen.length;) {
    const first = chosen[at] as number
    let next = first + 1
    at += 1
    while (chosen[at] === next) {
      at += 1
      next += 1
    }
    bytes.raw(own.subarray(starts[first], starts[next]))
  }
}

function within({ count, xs, ys, group, groups }: Layer, { z, x, y }: TilePlace, scope: Scope): Int32Array {
  const visible = groups.map((one) => covers(scope, one))
  const side = 2 ** z
  const chosen = new Int32Array(count)
  let found = 0
  for (let index = 0; index < count; index += 1) {
    if (Math.floor((xs[index] as number) * side) !== x || Math.floor((ys[index] as number) * side) !== y) continue
    if (visible[group[index] as number]) chosen[found++] = index
  }
  return chosen.subarray(0, found)
}

/** Writes the features; answers the shared words in the order in which their values must follow the own ones. */
function features(bytes: TileBytes, layer: Layer, place: TilePlace, chosen: Int32Array): number[] {
  const side = 2 ** place.z
  const first = chosen.length * 2
  const numbers = new Map<number, number>()
  const tags: number[] = []
  chosen.forEach((index, order) => {
    tags.length = 0
    tags.push(0, order * 2, 1, order * 2 + 1)
    for (let at = 0; at < SHARED; at += 1) {
      const word = layer.words[index * SHARED + at] as number
      if (word < 0) continue
      const number = numbers.get(word) ?? first + numbers.size
      numbers.set(word, number)
      tags.push(2 + at, number)
    }
    const dx = Math.floor(((layer.xs[index] as number) * side - place.x) * EXTENT)
    const dy = Math.floor(((layer.ys[index] as number) * side - place.y) * EXTENT)
    bytes.message(2, () => {
      bytes.message(2, () => {
        for (const tag of tags) bytes.varint(tag)
      })
      bytes.number(3, POINT)
      bytes.message(4, () => {
        bytes.varint(MOVE)
        bytes.varint(dx << 1)
        bytes.varint(dy << 1)
      })
    })
  })
  return [...numbers.keys()]
}
