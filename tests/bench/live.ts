import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { testCentre } from '../support/centre.ts'
import { putStations } from './fleet.ts'
import { type Bench, type Line, type Size, millis, quantile } from './measure.ts'
import { openBare, openOtherSide } from './wire.ts'

/** One change to many screens: from before it is sent until the last of them has it. Screens live in another process. */
export const live: Bench = {
  name: 'live',
  title: 'Phát tới màn hình / To the screens',
  async measure(size: Size): Promise<Line[]> {
    const screens = size.of(2000, 20)
    const changes = size.of(9, 2)
    await using t = await testCentre()
    await putStations(t, 1)
    const token = await t.token('screens', ['read'])
    await using ours = openOtherSide()
    await using theirs = openOtherSide()
    const before = process.memoryUsage().rss
    const url = `${t.address}/api/v1/live?topics=observation,alert`
    await ours.ask({ kind: 'listen', url, token, screens })
    const memory = process.memoryUsage().rss - before
    const listening = new Set<ServerResponse>()
    await using bare = await openBare((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: snapshot\ndata: {}\n\n')
      listening.add(response)
    })
    await theirs.ask({ kind: 'listen', url: `${bare.address}/`, token, screens })
    const here: number[][] = []
    const beside: number[][] = []
    const first = Date.now() - 3_600_000
    for (let turn = 0; turn < changes; turn += 1) {
      const at = new Date(first + turn * 1000).toISOString()
      const body = [{ asset: 's0', property: 'no', at, value: turn + 0.25 }]
      here.push(await ours.hear(at, () => t.call('POST', '/api/v1/observations?source=bench', { body })))
      const frame = `id: ${turn}-0\ndata: ${JSON.stringify({ topic: 'observation', ...body[0] })}\n\n`
      beside.push(await theirs.hear(at, async () => listening.forEach((response) => response.write(frame))))
      await sleep(size.of(300, 0))
    }
    const of = (rounds: number[][], part: number): number =>
      quantile(
        rounds.slice(1).map((times) => quantile(times, part)),
        0.5,
      )
    const idle = await cpuOf(size.of(6000, 100))
    return [
      {
        what: `một thay đổi tới màn hình cuối trong ${screens}, kể cả lúc lưu / one change to the last of ${screens} screens, storing included`,
        here: `${millis(of(here, 1))}, p95 ${millis(of(here, 0.95))}`,
        beside: `giới hạn / limit 100 ms; node:http trần / bare: ${millis(of(beside, 1))}`,
        ratio: 100 / of(here, 1),
        goal: 1,
      },
      {
        what: `bộ nhớ của ${screens} màn hình / memory of ${screens} screens`,
        here: `${Math.round(memory / 1024 / 1024)} MB`,
        beside: '200 MB',
        ratio: (200 * 1024 * 1024) / Math.max(1, memory),
      },
      {
        what: `${screens} màn hình ngồi yên / ${screens} idle screens`,
        here: `${(idle * 100).toFixed(1)} % một nhân / of a core`,
        beside: '10 %',
        ratio: 0.1 / idle,
      },
    ]
  },
}

/** The share of a core that this process uses while nothing happens for so many ms. */
async function cpuOf(ms: number): Promise<number> {
  const start = process.cpuUsage()
  const from = performance.now()
  await sleep(ms)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / (performance.now() - from)
}
