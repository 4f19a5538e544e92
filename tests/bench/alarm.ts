import { testCentre } from '../support/centre.ts'
import { PROPERTIES, putStations } from './fleet.ts'
import { type Bench, type Line, type Size, millis, quantile, rate } from './measure.ts'
import { openOtherSide } from './wire.ts'

/** ms from the answer to the sender to the alert on a screen. */
const LIMIT_MS = 1000

/** A steady flow into the whole centre, rules and derivations working; now and then a value that raises an alert. */
export const alarm: Bench = {
  name: 'alarm',
  title: 'Cảnh báo dưới tải / Alerts under load',
  async measure(size: Size): Promise<Line[]> {
    const stations = size.of(1000, 20)
    const perSecond = 10
    await using t = await testCentre()
    await putStations(t, stations)
    await using other = openOtherSide()
    const { times } = await other.ask({
      kind: 'pour',
      url: `${t.address}/api/v1/observations?source=bench`,
      live: `${t.address}/api/v1/live?topics=alert`,
      token: t.adminToken,
      stations,
      properties: PROPERTIES,
      bodies: size.of(600, 10),
      perSecond,
      alarmEvery: 5,
    })
    const took = times.pop() ?? 0
    const rows = (size.of(600, 10) * stations * PROPERTIES.length) / perSecond
    const p95 = quantile(times, 0.95)
    return [
      {
        what: `${times.length} cảnh báo lên màn hình sau khi báo nhận, ${stations * PROPERTIES.length} số đo mỗi giây / alerts on the screen after the answer, at so many observations a second`,
        here: `p95 ${millis(p95)}, p50 ${millis(quantile(times, 0.5))}, nhận được / taken: ${rate(rows, took)}`,
        beside: `p95 ≤ ${LIMIT_MS} ms`,
        ratio: LIMIT_MS / Math.max(1, p95),
        goal: 1,
      },
    ]
  },
}
