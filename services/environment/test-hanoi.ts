import { POLLUTANTS } from './breakpoints.ts'

/** Hourly values of a real city, from this folder. Not part of the project: without it the tests are skipped. */
export const HANOI = '../../../shared/data/environment/hanoi_aq_hourly_2023-03_2023-11.csv'
export const NO_HANOI = 'không có tệp số liệu Hà Nội'

/** Concentrations by hour and property; an empty cell is a missing hour. The AQI that the file brings is another country's. */
export function readHanoi(file: string): Map<number, Map<string, number>> {
  const [head = '', ...lines] = file.trim().split(/\r?\n/)
  const columns = head.split(',')
  const rows = new Map<number, Map<string, number>>()
  for (const line of lines) {
    const cells = line.split(',')
    const row = new Map<string, number>()
    columns.forEach((column, index) => {
      const cell = cells[index]
      const pollutant = POLLUTANTS.find((one) => one === column.toLowerCase())
      if (pollutant && cell !== undefined && cell !== '') row.set(pollutant, Number(cell))
    })
    rows.set(Date.parse(`${cells[columns.indexOf('UTC Time')]}Z`), row)
  }
  return rows
}
