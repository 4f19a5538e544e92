import { MINUTE } from '#model'
import { testCentre } from '../support/centre.ts'
import { PROPERTIES } from './fleet.ts'
import { type Bench, type Line, type Size, millis, quantile } from './measure.ts'
import { storePast } from './stored.ts'
import { openBare, openOtherSide } from './wire.ts'

const CONNECTIONS = 50
/** What is asked of the counter: so many requests a second, and none of a hundred slower than this, ms. */
const LEAST = 200
const SLOWEST = 500

const PAGES = [
  ['ranh giới bản đồ / map shapes', '/api/v1/units/shapes'],
  ['100 cảnh báo / 100 alerts', '/api/v1/alerts?limit=100'],
  ['100 thiết bị / 100 assets', '/api/v1/assets?limit=100'],
  ['số mới nhất của một trạm / latest of one station', '/api/v1/observations/latest?asset=s0'],
  [
    '24 giờ của một chuỗi, theo giờ / 24 h of one series, hourly',
    '/api/v1/observations?asset=s0&property=pm25&step=1h',
  ],
] as const

/** Pages of the screen at 50 connections with a million observations stored, beside a bare server with the same bytes. */
export const screens: Bench = {
  name: 'screens',
  title: `Màn hình hỏi, ${CONNECTIONS} kết nối / Screens ask, ${CONNECTIONS} connections`,
  async measure(size: Size): Promise<Line[]> {
    await using t = await testCentre()
    const every = 5 * MINUTE
    const until = Date.now()
    const stations = size.of(200, 4)
    await using owner = await t.owner()
    await storePast(t.centre.live, owner, { stations, properties: PROPERTIES, hours: size.of(42, 26), every, until })
    await owner.query(ALERTS, [size.of(5000, 100)])
    await using other = openOtherSide()
    const lines: Line[] = []
    for (const [what, path] of PAGES) {
      const { body } = await t.call('GET', path)
      const text = JSON.stringify(body)
      await using bare = await openBare((_, response) => {
        response.setHeader('content-type', 'application/json')
        response.end(text)
      })
      const of = { kind: 'get', token: t.adminToken, connections: CONNECTIONS } as const
      const ms = size.of(1000, 100)
      const here: number[] = []
      const beside: number[] = []
      for (let turn = 0; turn <= size.of(3, 1); turn += 1) {
        const ours = await other.ask({ ...of, ms, url: t.address + path })
        const theirs = await other.ask({ ...of, ms: ms / 2, url: `${bare.address}/` })
        if (turn === 0) continue
        here.push(...ours.times)
        beside.push(...theirs.times)
      }
      const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length
      const perSecond = (times: readonly number[]): number => (CONNECTIONS / mean(times)) * 1000
      const p99 = quantile(here, 0.99)
      lines.push({
        what,
        here: `${Math.round(perSecond(here))}/s, p99 ${millis(p99)}`,
        beside: `≥ ${LEAST}/s, p99 ≤ ${SLOWEST} ms; node:http: ${Math.round(perSecond(beside))}/s`,
        ratio: Math.min(perSecond(here) / LEAST, SLOWEST / p99),
        goal: 1,
      })
    }
    return lines
  },
}

/** Alerts of the past, most of them resolved. */
const ALERTS = `insert into alert (id, rule, title, subject, subject_name, service, severity, state, raised_at,
    refreshed_at, times, resolved_at, resolved_by, first, last)
  select gen_random_uuid(), 'bench', '{"vi": "thử", "en": "bench"}', 's' || n, 'Trạm ' || n, 'environment', 'medium',
    case when n % 50 = 0 then 'open' else 'resolved' end, now() - n * interval '1 minute', now() - n * interval '1 minute',
    1, case when n % 50 > 0 then now() end, case when n % 50 > 0 then 'rule' end, evidence, evidence
  from generate_series(1, $1::int) as n,
    (values (jsonb_build_object('property', 'pm25', 'value', 312.4, 'threshold', 250, 'at', '2026-11-24T00:00:00.000Z',
      'text', jsonb_build_object('vi', 'PM2,5 312,4 µg/m³, ngưỡng 250,0', 'en', 'PM2.5 312.4 µg/m³, limit 250.0')))) as e (evidence)`
