import { readFile, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Agency, Code, Province, type ProvinceData, Unit } from '#model'
import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { resolveSuccessors } from './succession.ts'

/**
 * Reads `province.json`, every `units-*.csv` and `agencies.csv` of a province's folder and checks that they agree with
 * each other. Rows are valid from the province's `validFrom` on, unless columns `valid_from` and `valid_to` say
 * otherwise; units stand below the province unless a column `parent` does. A column `successors` holds the codes, parted by
 * blanks, of what an ended unit became. Throws an Error that names the file, the line and the field.
 */
export async function readProvince(folder: string): Promise<ProvinceData> {
  const province = await readSettings(folder)
  const unitFiles = (await readdir(folder)).filter((file) => /^units-.*\.csv$/.test(file)).sort()
  if (unitFiles.length === 0) throw new Error(`${folder} holds no units-….csv`)
  const rows = (
    await Promise.all(unitFiles.map((file) => readTable(folder, file, Unit, (row) => unitOf(row, province))))
  ).flat()
  checkUnits(folder, province, rows)
  const units = resolveSuccessors(rows)
  const agencies = await readTable(folder, 'agencies.csv', Agency, (row) => agencyOf(row, province))
  checkAgencies(folder, province, units, agencies)
  return { province, units: units.map(bare), agencies: agencies.map(bare) }
}

type Cells = Readonly<Record<string, string>>
/** A row that still knows its place, for the messages of later checks. */
type Placed<Row> = Row & { readonly place: string }

async function readSettings(folder: string): Promise<Province> {
  const file = join(folder, 'province.json')
  const text = await readText(file)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`${file}: not JSON`, { cause: error })
  }
  const read = Province.safeParse(value)
  if (!read.success) throw new Error(`${file}: ${firstFault(read.error)}`)
  if (read.data.id !== basename(resolve(folder))) throw new Error(`${file}: id: the folder has another name`)
  return read.data
}

async function readTable<Row>(
  folder: string,
  name: string,
  schema: z.ZodType<Row>,
  rowOf: (cells: Cells) => unknown,
): Promise<Placed<Row>[]> {
  const file = join(folder, name)
  const text = await readText(file)
  let records: { info: { lines: number }; record: Cells }[]
  try {
    records = parse(text, { columns: true, bom: true, info: true, trim: true, skip_empty_lines: true })
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'not CSV'}`, { cause: error })
  }
  return records.map(({ record, info }) => {
    const place = `${file}:${info.lines}`
    const read = schema.safeParse(rowOf(record))
    if (!read.success) throw new Error(`${place}: ${firstFault(read.error)}`)
    return { ...read.data, place }
  })
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).normalize('NFC')
  } catch (error) {
    throw new Error(`${file} cannot be read`, { cause: error })
  }
}

function unitOf(row: Cells, province: Province): unknown {
  const area = row['area_km2'] ?? ''
  // Of a unit that ended, the centre may be unknown; of one that stands, it is needed.
  const placeless = row['valid_to'] && !row['lat'] && !row['lon']
  return {
    ...datedRow(row, province),
    parent: row['parent'] || (row['kind'] === 'province' ? null : province.code),
    lat: placeless ? null : numberOf(row['lat']),
    lon: placeless ? null : numberOf(row['lon']),
    area_km2: area === '' ? null : numberOf(area),
    successors: row['successors']?.split(/\s+/).filter(Boolean) ?? [],
  }
}

function agencyOf(row: Cells, province: Province): unknown {
  return { ...datedRow(row, province), short: row['short'], parent: row['parent'] || null, unit: row['unit'] || null }
}

function datedRow(row: Cells, province: Province): object {
  const { code, name, kind } = row
  const from = row['valid_from'] || province.validFrom
  return { id: `${code}@${from}`, code, name, kind, valid_from: from, valid_to: row['valid_to'] || null }
}

function checkUnits(folder: string, province: Province, units: readonly Placed<Unit>[]): void {
  checkUnique(units)
  const codes = new Set(units.map((unit) => unit.code))
  if (!units.some((unit) => unit.code === province.code && unit.kind === 'province')) {
    throw new Error(`${join(folder, 'province.json')}: code: no unit of kind province has the code ${province.code}`)
  }
  for (const unit of units) {
    if (!Code.safeParse(unit.code).success) throw new Error(`${unit.place}: code: not a code`)
    if (unit.name === '') throw new Error(`${unit.place}: name: missing`)
    if (unit.parent !== null && !codes.has(unit.parent))
      throw new Error(`${unit.place}: parent: no unit ${unit.parent}`)
    if (Math.abs(unit.lat ?? 0) > 90) throw new Error(`${unit.place}: lat: not a latitude; are lat and lon swapped?`)
    if (Math.abs(unit.lon ?? 0) > 180) throw new Error(`${unit.place}: lon: not a longitude`)
    if (unit.area_km2 !== null && unit.area_km2 <= 0) throw new Error(`${unit.place}: area_km2: not an area`)
  }
}

function checkAgencies(
  folder: string,
  province: Province,
  units: readonly Unit[],
  agencies: readonly Placed<Agency>[],
): void {
  checkUnique(agencies)
  const unitCodes = new Set(units.map((unit) => unit.code))
  const codes = new Set(agencies.map((agency) => agency.code))
  if (!codes.has(province.agencyCode)) {
    throw new Error(`${join(folder, 'province.json')}: agencyCode: no agency has the code ${province.agencyCode}`)
  }
  for (const { place, parent, unit } of agencies) {
    if (parent !== null && !codes.has(parent)) throw new Error(`${place}: parent: no agency ${parent}`)
    if (unit !== null && !unitCodes.has(unit)) throw new Error(`${place}: unit: no unit ${unit}`)
  }
}

/** A code is used again only after the one before it ended. */
function checkUnique(rows: readonly Placed<Pick<Unit, 'code' | 'valid_from' | 'valid_to'>>[]): void {
  const byCode = Map.groupBy(rows, (row) => row.code)
  for (const same of byCode.values()) {
    const ordered = same.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1))
    ordered.forEach((row, index) => {
      const next = ordered[index + 1]
      if (row.valid_to !== null && row.valid_to <= row.valid_from) {
        throw new Error(`${row.place}: valid_to: not after valid_from`)
      }
      if (next && (row.valid_to === null || row.valid_to > next.valid_from)) {
        throw new Error(`${next.place}: code: ${row.code} still stands (${row.place})`)
      }
    })
  }
}

function bare<Row>(placed: Placed<Row>): Row {
  const { place: _place, ...row } = placed
  return row as Row
}

function firstFault(error: z.ZodError): string {
  const issue = error.issues[0]
  return `${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'not valid'}`
}

/** `''` is no number, though `Number('')` says 0. */
function numberOf(cell: string | undefined): number {
  return cell === undefined || cell === '' ? NaN : Number(cell)
}
