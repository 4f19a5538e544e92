import { createHash } from 'node:crypto'
import type { Text, Unit } from '#model'
import { type Actor, record } from '#engine/audit'
import type { Ctx } from '#engine/context'
import type { Database, Sql } from '#platform/database'
import { coverage } from './coverage.ts'
import { standsOn } from './day.ts'
import { MapRefusal, text } from './map-refusal.ts'
import { type Match, type MatchedMap, matchMap } from './match-map.ts'
import { deleteOutlines, lockMaps, putMap } from './map-store.ts'
import { type NewUnitOrder, newUnit } from './new-unit.ts'
import { drawnShapes } from './outlines.ts'
import { readMap, shortened } from './read-map.ts'
import { forgetRegisters } from './register.ts'
import { searchKey } from './search-key.ts'
import { type StoredShape, everyShape, everyUnit, upsertShapes, upsertUnits } from './store.ts'
import { areaText, conflictText, keptText, missingText, unknownText } from './map-words.ts'

export interface MapOrder {
  readonly file: string
  readonly bytes: Uint8Array
  /** Whose map it is; shown under the map. */
  readonly source: string
  /** The day whose units it draws, `yyyy-MM-dd`. */
  readonly day: string
  readonly actor: Actor
  readonly fields: { readonly code?: string | undefined; readonly name?: string | undefined }
  /** Takes a map that leaves units of a province without a boundary. */
  readonly partial: boolean
  /** Believes the code where the name or the place says otherwise. */
  readonly anyName: boolean
  /** Makes units of what is unknown; null leaves it out. */
  readonly add: Omit<NewUnitOrder, 'day'> | null
}

export interface MapReport {
  /** Units with a boundary after the import, of all of their level in the provinces that the file draws. */
  readonly covered: number
  readonly of: number
  readonly codeField: string
  readonly digest: string
  readonly added: readonly Unit[]
  /** Shapes that differ from what was there, drawing copies and outlines among them. */
  readonly changed: number
  readonly notes: readonly Text[]
}

/**
 * Stores the areas of a GeoJSON file as the boundaries of the units of a day, with the owner's connection, and one audit
 * row, in one transaction. The same file again changes nothing; another one replaces the shapes of the units it has.
 * Throws a MapRefusal, and stores nothing, for a file that cannot be read or would leave a province half drawn.
 */
export async function importMap(owner: Database, ctx: Pick<Ctx, 'clock'>, order: MapOrder): Promise<MapReport> {
  const { features, notes } = readMap(order.bytes)
  const digest = createHash('sha256').update(order.bytes).digest('hex')
  const report = await owner.transaction(async (tx) => {
    await lockMaps(tx)
    const units = await everyUnit(tx)
    const before = units.filter((unit) => standsOn(unit, order.day))
    const found = matchMap(features, before, { fields: order.fields, anyName: order.anyName })
    const added = order.add ? addedUnits(found, units, { ...order.add, day: order.day }) : []
    const matches = [...found.matches, ...added]
    const standing = [...before, ...added.map(({ unit }) => unit)]
    if (matches.length === 0) throw nothingFound(found, before, order.day)
    const stored = (await everyShape(tx)).filter((one) => one.origin === 'imported')
    const cover = coverage(matches, stored, standing)
    const unknown = order.add ? [] : unknownText(found)
    const said = [...conflictText(found.conflicts, units), ...unknown, ...areaText(found.matches)]
    if (cover.missing.length > 0 && !order.partial) throw tooFew(cover, said)
    await upsertUnits(
      tx,
      added.map(({ unit }) => ({ ...unit, search: searchKey(unit) })),
    )
    const changed = await store(tx, ctx, { order, digest, matches, stored, standing })
    await record(tx, ctx, {
      actor: order.actor,
      act: 'unit.import',
      subject: order.day,
      detail: {
        file: order.file,
        sha256: digest,
        source: order.source,
        covered: `${cover.covered} of ${cover.of}`,
        codes: matches.map(({ unit }) => unit.code),
        added: added.map(({ unit }) => unit.id),
      },
    })
    return { ...cover, digest, changed, codeField: found.codeField ?? '', added: added.map(({ unit }) => unit), said }
  })
  forgetRegisters()
  const { missing, kept, said, ...rest } = report
  return { ...rest, notes: [...shortened(notes), ...said, ...keptText(kept), ...missingText(missing)] }
}

/** Drawing copies depend on the neighbours, so all the imported shapes of the day are renewed together. */
async function store(
  tx: Sql,
  ctx: Pick<Ctx, 'clock'>,
  of: {
    order: MapOrder
    digest: string
    matches: readonly Match[]
    stored: readonly StoredShape[]
    standing: readonly Unit[]
  },
): Promise<number> {
  const { file, source, day, actor } = of.order
  const map = await putMap(tx, { file, digest: of.digest, source, day, by: actor.id, at: ctx.clock.now() })
  const shapes = new Map(of.matches.map(({ unit, shape }) => [unit.id, shape]))
  const ids = new Set(of.standing.map((unit) => unit.id))
  const kept = of.stored.filter(
    (one) => ids.has(`${one.code}@${one.valid_from}`) && !shapes.has(`${one.code}@${one.valid_from}`),
  )
  const fresh = of.matches.map(({ unit, shape }): StoredShape => {
    const geometry = { type: 'MultiPolygon', coordinates: shape } as const
    return { code: unit.code, valid_from: unit.valid_from, origin: 'imported', geometry, map }
  })
  const drawn = drawnShapes([...kept, ...fresh], of.standing)
  const outlined = new Set(drawn.flatMap((one) => (one.origin === 'outline' ? [`${one.code}@${one.valid_from}`] : [])))
  await deleteOutlines(
    tx,
    [...ids].filter((id) => !outlined.has(id)),
  )
  return upsertShapes(tx, drawn)
}

function addedUnits(found: MatchedMap, units: readonly Unit[], order: NewUnitOrder): Match[] {
  const faults: Text[] = []
  const matches = new Map<string, Match>()
  if (order.parent !== null && !units.some((unit) => unit.code === order.parent && standsOn(unit, order.day))) {
    const why = text(
      `--parent: không có đơn vị ${order.parent} ngày ${order.day}`,
      `--parent: no unit ${order.parent} on ${order.day}`,
    )
    throw new MapRefusal(why)
  }
  const same = Map.groupBy(found.unknown, ({ feature, code, name }) =>
    code === null ? `#${feature.number}` : `${code} ${name}`,
  )
  for (const parts of same.values()) {
    const [first] = parts as [MatchedMap['unknown'][number], ...MatchedMap['unknown']]
    const { code, name, feature } = first
    const shape = parts.flatMap((part) => part.feature.shape)
    const unit = newUnit({ number: feature.number, code, name, shape }, order)
    if ('vi' in unit) faults.push(unit)
    else if (
      matches.has(unit.code) ||
      units.some((one) => one.code === unit.code && (one.valid_to ?? '9') > order.day)
    ) {
      faults.push(text(`mã ${unit.code} (“${unit.name}”) bị trùng`, `code ${unit.code} (“${unit.name}”) stands twice`))
    } else matches.set(unit.code, { unit, numbers: parts.map((part) => part.feature.number), shape })
  }
  if (faults.length > 0) throw new MapRefusal(...shortened(faults))
  return [...matches.values()]
}

function nothingFound(found: MatchedMap, standing: readonly Unit[], day: string): MapRefusal {
  const count = found.conflicts.length + found.unknown.length
  return new MapRefusal(
    text(
      `0 of ${count}: không hình nào khớp với ${standing.length} đơn vị ngày ${day} (thử --code, --day, hoặc --add cho tỉnh khác)`,
      `0 of ${count}: no feature matches the ${standing.length} units of ${day} (try --code, --day, or --add for another province)`,
    ),
    ...conflictText(found.conflicts, standing),
    ...unknownText(found),
  )
}

function tooFew(cover: { covered: number; of: number; missing: readonly Unit[] }, said: readonly Text[]): MapRefusal {
  return new MapRefusal(
    text(
      `${cover.covered} of ${cover.of}: bản đồ thiếu đơn vị, chưa lưu gì. Đơn vị thiếu sẽ không có ranh giới; vẫn muốn thì thêm --partial`,
      `${cover.covered} of ${cover.of}: the map lacks units, nothing was stored. They would have no boundary; add --partial to take it`,
    ),
    ...missingText(cover.missing),
    ...said,
  )
}
