import { DAY, EVERYTHING, HOUR, MINUTE } from '#model'
import { type AcceptingSource, accept, latest } from '#engine/observation'
import { environment } from '#services/environment'
import { testContext } from '#tests'
import { aggregate, history } from '../../engine/observation/history.ts'
import { PROPERTIES, readings } from './fleet.ts'
import { type Bench, type Line, type Size, interleave, millis } from './measure.ts'

const START = Date.UTC(2026, 9, 1)
const SOURCE: AcceptingSource = {
  id: 'bench',
  service: 'environment',
  agency: null,
  assets: 'learn',
  connector: 'push',
}

/** What screens ask most, beside the barest statement that finds the same rows. */
export const reads: Bench = {
  name: 'reads',
  title: 'Đọc / Reads',
  async measure(size: Size): Promise<Line[]> {
    const stations = size.of(1000, 20)
    const days = size.of(30, 2)
    const hours = size.of(24, 3)
    await using t = await testContext({ services: [environment] })
    for (let hour = 1; hour <= hours; hour += 1) {
      await accept(t.ctx, SOURCE, readings(stations, PROPERTIES, START + days * DAY - hour * HOUR))
    }
    // One station sends each minute for the whole span.
    for (let day = 0; day < days; day += 1) {
      const minutes = Array.from({ length: 1440 }, (_, minute) => START + day * DAY + minute * MINUTE)
      await accept(
        t.ctx,
        SOURCE,
        minutes.flatMap((at) => readings(1, ['pm25'], at)),
      )
    }
    await t.owner('live').query('vacuum analyze')
    const now = START + days * DAY
    t.clock.set(now)
    const series = stations * PROPERTIES.length
    const [one] = await t.ctx.db.query<{ id: number }>(`select id from series where asset = 's0' and property = 'pm25'`)
    const month = { asset: 's0', property: 'pm25', from: START, to: now }
    const day = { ...month, from: now - DAY }
    const times = (from: number): unknown[] => [one?.id, new Date(from).toISOString(), new Date(now).toISOString()]
    const repeat = size.of(10, 1)
    const often = (work: () => Promise<number>, expected: number) => () => async () => {
      for (let turn = 0; turn < repeat; turn += 1) {
        const found = await work()
        if (found !== expected) throw new Error(`${found} rows instead of ${expected}`)
      }
    }
    const { db } = t.ctx
    const took = await interleave(size, {
      latest: often(async () => (await latest(t.ctx, {}, EVERYTHING, { limit: series })).items.length, series),
      latestBare: often(async () => (await db.query(LATEST)).length, series),
      hourly: often(async () => {
        const spans = { assets: [month.asset], properties: [month.property], from: month.from, to: month.to }
        return (await aggregate(t.ctx, spans, { step: HOUR, aggregate: 'mean' }, EVERYTHING, { limit: 1000 })).items
          .length
      }, days * 24),
      hourlyBare: often(async () => (await db.query(HOURLY, times(month.from))).length, days * 24),
      raw: often(async () => (await history(t.ctx, day, EVERYTHING, { limit: 2000 })).items.length, 1440),
      rawBare: often(async () => (await db.query(RAW, times(day.from))).length, 1440),
    })
    const line = (what: string, name: 'latest' | 'hourly' | 'raw'): Line => ({
      what,
      here: millis(took[name] / repeat),
      beside: `câu SQL trần / bare statement: ${millis(took[`${name}Bare`] / repeat)}`,
      ratio: took[`${name}Bare`] / took[name],
    })
    return [
      line(`số mới nhất của ${series} chuỗi / latest of ${series} series`, 'latest'),
      line(`một chuỗi mỗi phút, ${days} ngày theo giờ / one series of minutes, ${days} days by the hour`, 'hourly'),
      line('một chuỗi, 24 giờ từng phút / one series, 24 h raw', 'raw'),
    ]
  },
}

const LATEST = `select s.id, o.at, o.value from series s cross join lateral (
  select at, value from observation where series = s.id order by at desc limit 1) o`
const HOURLY = `select date_bin('1 hour', at, '2000-01-01') as hour, avg(value) from observation
  where series = $1 and at >= $2 and at < $3 and quality = 0 group by 1 order by 1`
const RAW = 'select at, value from observation where series = $1 and at >= $2 and at < $3 order by at'
