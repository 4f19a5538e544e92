import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { MINUTE } from '#model'
import { type TestCentre, testCentre } from '../support/centre.ts'
import { PROPERTIES, putStations } from './fleet.ts'
import { type Bench, type Line, type Size, interleave, rate } from './measure.ts'
import { openBare, openOtherSide } from './wire.ts'

interface Shape {
  readonly what: string
  readonly rows: number
  readonly packed: boolean
}
const WAYS = 4
const START = Date.UTC(2026, 9, 1)

/** Bodies over loopback into the whole centre, rules and derivations working, beside a bare server that only parses. */
export const http: Bench = {
  name: 'http',
  title: 'Ghi qua HTTP, luật và dẫn xuất đang chạy / Ingest over HTTP, rules and derivations at work',
  async measure(size: Size): Promise<Line[]> {
    const stations = size.of(1000, 20)
    await using t = await testCentre()
    await putStations(t, stations)
    await using bare = await openBare(parseOnly)
    await using other = openOtherSide()
    const shapes: Shape[] = [
      { what: 'JSON 5.000 × 4', rows: size.of(5000, 50), packed: false },
      { what: 'JSON 500 × 4', rows: size.of(500, 10), packed: false },
      { what: 'NDJSON gzip 5.000 × 4', rows: size.of(5000, 50), packed: true },
    ]
    let turn = 0
    const way =
      (url: string, shape: Shape, whole = false) =>
      async () => {
        await settled(t)
        const instants = Array.from({ length: size.of(2, 1) }, () => START + (turn += 1) * 5 * MINUTE)
        const of = { stations, properties: PROPERTIES, instants, url, token: t.adminToken }
        await other.ask({ kind: 'prepare', ...of, rows: shape.rows, packed: shape.packed })
        return async () => {
          await other.ask({ kind: 'post', ways: WAYS })
          if (whole) await settled(t)
        }
      }
    const lines: Line[] = []
    const rows = stations * PROPERTIES.length * size.of(2, 1)
    const door = `${t.address}/api/v1/observations?source=bench`
    for (const shape of shapes) {
      const took = await interleave(size, {
        here: way(door, shape),
        bare: way(`${bare.address}/`, shape),
      })
      lines.push({
        what: shape.what,
        here: rate(rows, took.here),
        beside: `node:http + JSON.parse: ${rate(rows, took.bare)}`,
        ratio: took.bare / took.here,
      })
    }
    const { judged } = await interleave(size, { judged: way(door, shapes[0] as Shape, true) })
    lines.push({
      what: 'JSON 5.000 × 4, tới khi luật và dẫn xuất xong / until rules and derivations are done',
      here: rate(rows, judged),
      beside: '200 trạm × 10 thông số mỗi phút / 200 stations × 10 properties a minute: 33/s',
      ratio: ((rows / judged) * 1000) / 33,
      goal: 10,
    })
    return lines
  },
}

/** Waits until rules and derivations have handled everything. */
async function settled(t: Pick<TestCentre, 'call'>): Promise<void> {
  for (;;) {
    const { status, body } = await t.call('GET', '/readyz')
    if (status === 200 && Number(body['lag']) === 0) return
    await sleep(20)
  }
}

function parseOnly(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    const packed = request.headers['content-encoding'] === 'gzip'
    const text = (packed ? gunzipSync(body) : body).toString()
    const rows = packed ? text.split('\n').map((line) => JSON.parse(line) as unknown) : (JSON.parse(text) as unknown[])
    response.end(JSON.stringify({ accepted: rows.length, rejected: [] }))
  })
}
