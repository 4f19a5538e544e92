import { MINUTE } from '#model'
import { type AcceptingSource, accept } from '#engine/observation'
import { runRules } from '#engine/rule'
import { environment } from '#services/environment'
import { testContext } from '#tests'
import { POLLUTANTS, readings } from './fleet.ts'
import { type Bench, type Line, type Size, millis, quantile } from './measure.ts'
import { storePast } from './stored.ts'

const NOW = Date.UTC(2026, 10, 24)
const SOURCE: AcceptingSource = {
  id: 'bench',
  service: 'environment',
  agency: null,
  assets: 'known',
  connector: 'push',
}

/** Threshold, window, rate and stuck rules over a fleet that sends each minute, beside the minute that they have. */
export const rules: Bench = {
  name: 'rules',
  title: 'Luật / Rules',
  async measure(size: Size): Promise<Line[]> {
    const stations = size.of(200, 4)
    await using t = await testContext({ services: [environment] })
    await storePast(t.ctx, t.owner('live'), {
      stations,
      properties: POLLUTANTS,
      hours: size.of(30, 2),
      every: MINUTE,
      until: NOW,
    })
    t.clock.set(NOW)
    const runner = await runRules(t.ctx)
    let minute = 0
    const round = async (): Promise<number> => {
      const drafts = readings(stations, POLLUTANTS, NOW + minute * MINUTE)
      minute += 1
      t.clock.set(NOW + minute * MINUTE)
      await accept(t.ctx, SOURCE, drafts)
      const start = performance.now()
      await runner.caughtUp()
      return performance.now() - start
    }
    const first = await round()
    const rounds: number[] = []
    for (let turn = 0; turn < size.rounds; turn += 1) rounds.push(await round())
    const late = Array.from({ length: size.of(1440, 10) }, (_, back) => NOW - back * MINUTE - MINUTE / 2)
    await accept(
      t.ctx,
      SOURCE,
      late.flatMap((at) => readings(1, POLLUTANTS, at)),
    )
    const from = performance.now()
    await runner.caughtUp()
    const lateTook = performance.now() - from
    await runner.stop()
    const each = quantile(rounds, 0.5)
    const news = stations * POLLUTANTS.length
    return [
      {
        what: `${stations} trạm × ${POLLUTANTS.length} thông số, mỗi phút / ${stations} stations × ${POLLUTANTS.length} properties, each minute`,
        here: `${millis(each)}; ${millis((each * 10_000) / news)} / 10 k`,
        beside: '60 s',
        ratio: MINUTE / each,
        goal: 10,
      },
      {
        what: 'phút đầu sau khi khởi động / the first minute after a start',
        here: millis(first),
        beside: '60 s',
        ratio: MINUTE / first,
        goal: 1,
      },
      {
        what: `${late.length * POLLUTANTS.length} giá trị đến muộn của một trạm / ${late.length * POLLUTANTS.length} late values of one station`,
        here: millis(lateTook),
        beside: '60 s',
        ratio: MINUTE / lateTook,
        goal: 10,
      },
    ]
  },
}
