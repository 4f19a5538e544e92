import { LOCAL_OFFSET, type PublicFigures, type PublicHistory, type PublicMark } from '#model'
import { type Cell, csvOf } from './csv.ts'

/** Stands in every row, so that a cut or sorted sheet still says it. */
const MARKS = { demo: 'TRÌNH DIỄN', trial: 'THỬ NGHIỆM' } as const

type Head = Pick<PublicFigures, 'mark' | 'properties'>
type Station = PublicHistory['asset']

const STATION = ['mark', 'station', 'name', 'commune', 'provider', 'lat', 'lon'] as const
const VALUE = ['property', 'unit', 'at', 'value', 'level', 'level_en'] as const

/** The newest figures, one row for each station and property. Times are local, with their zone. */
export function figuresSheet(figures: PublicFigures): string {
  const rows = figures.items.flatMap((asset) =>
    asset.values.map((one) => [
      ...stationCells(figures.mark, asset),
      ...valueCells(figures, one.property, one.at, one.value, one.level),
      local(one.received_at),
      String(one.stale),
      local(one.stale_from),
    ]),
  )
  return csvOf([[...STATION, ...VALUE, 'received_at', 'stale', 'stale_from'], ...rows])
}

/** A station's past, one row for each hour or day and property; what is missing has an empty value. */
export function historySheet(history: PublicHistory): string {
  const station = stationCells(history.mark, history.asset)
  const rows = history.items.flatMap(({ at, running, values }) =>
    values.map((one) => [...station, ...valueCells(history, one.property, at, one.value, one.level), String(running)]),
  )
  return csvOf([[...STATION, ...VALUE, 'running'], ...rows])
}

function stationCells(mark: PublicMark, { id, name, unit, provider, lat, lon }: Station): Cell[] {
  return [mark === null ? '' : MARKS[mark], id, name, unit?.name ?? null, provider, lat, lon]
}

function valueCells(head: Head, code: string, at: string | null, value: number | null, level: string | null): Cell[] {
  const property = head.properties.find((one) => one.code === code)
  const name = property?.levels.find((one) => one.key === level)?.name
  return [code, property?.unit ?? null, local(at), value, name?.vi ?? null, name?.en ?? null]
}

function local(at: string | null): string | null {
  return at === null ? null : `${new Date(Date.parse(at) + LOCAL_OFFSET).toISOString().slice(0, 19)}+07:00`
}

/** `khong-khi-TRINH-DIEN-20261123-0247.csv`: the mark and the moment go with the file. */
export function sheetName({ publication, mark, as_of }: PublicFigures | PublicHistory, what = ''): string {
  const digits = (local(as_of) ?? '').replaceAll(/\D/g, '')
  const word = { demo: '-TRINH-DIEN', trial: '-THU-NGHIEM', none: '' }[mark ?? 'none']
  return `${publication}${what}${word}-${digits.slice(0, 8)}-${digits.slice(8, 12)}.csv`
}
