import { HOUR, MINUTE } from '#model'
import { runDerivations } from '#engine/derivation'
import { type AcceptingSource, accept } from '#engine/observation'
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

/** Hourly VN_AQI of a fleet, computed again with every message; then the hours that one corrected hour changes. */
export const derivations: Bench = {
  name: 'derivations',
  title: 'Dẫn xuất / Derivations',
  async measure(size: Size): Promise<Line[]> {
    const stations = size.of(200, 4)
    await using t = await testContext({ services: [environment] })
    await storePast(t.ctx, t.owner('live'), {
      stations,
      properties: POLLUTANTS,
      hours: size.of(26, 13),
      every: 5 * MINUTE,
      until: NOW,
    })
    t.clock.set(NOW)
    const runner = await runDerivations(t.ctx)
    const send = async (at: number): Promise<number> => {
      await accept(t.ctx, SOURCE, readings(stations, POLLUTANTS, at))
      const start = performance.now()
      await runner.caughtUp()
      return performance.now() - start
    }
    const present: number[] = []
    const past: number[] = []
    for (let turn = 0; turn <= size.rounds; turn += 1) {
      t.clock.set(NOW + (turn + 1) * 5 * MINUTE)
      present.push(await send(NOW + turn * 5 * MINUTE))
      // Between two values of twelve hours ago: that hour and the eleven after it change.
      past.push(await send(NOW - 12 * HOUR + (turn * 5 + 1) * MINUTE))
    }
    await runner.stop()
    const [now, then] = [quantile(present.slice(1), 0.5), quantile(past.slice(1), 0.5)]
    return [
      {
        what: `giờ này của ${stations} trạm / this hour of ${stations} stations`,
        here: `${millis(now)}; ${(now / stations).toFixed(2)} ms / trạm-giờ, station-hour`,
        beside: '60 s',
        ratio: MINUTE / now,
        goal: 10,
      },
      {
        what: `một giờ cũ: 12 giờ của ${stations} trạm / one past hour: 12 hours of ${stations} stations`,
        here: `${millis(then)}; ${(then / stations / 12).toFixed(2)} ms / trạm-giờ, station-hour`,
        beside: '60 s',
        ratio: MINUTE / then,
        goal: 10,
      },
    ]
  },
}
