import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { type MqttClient, connect } from 'mqtt'
import { freePorts, testProcesses } from './support/process.ts'

const STATION = { type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }

test('kill -9 during ingest over HTTP and MQTT, two processes started: nothing acknowledged is lost, nothing is stored twice', async () => {
  await using p = testProcesses()
  const [http1, http2, mqtt1, mqtt2] = (await freePorts(4)) as [number, number, number, number]
  const ports = [http1, http2]
  const mqttOf = new Map([
    [http1, mqtt1],
    [http2, mqtt2],
  ])
  const serve = (port: number): Promise<void> => p.serve(port, { MQTT_PORT: String(mqttOf.get(port)) })
  let stop = false
  const load: Promise<void>[] = []
  try {
    await play()
    assert.deepEqual(p.crashes, [], 'no process ended by itself')
  } finally {
    stop = true
    await Promise.allSettled(load)
  }

  async function play(): Promise<void> {
    await serve(http1)
    await p.ready(ports)
    // The second process finds the stream taken: it stands by and answers that it is not ready.
    await serve(http2)
    assert.equal((await p.call(http2, 'GET', '/readyz')).status, 503)
    const put = await p.call(
      http1,
      'POST',
      '/api/v1/assets',
      ['h', 'm'].map((id) => ({ ...STATION, id, name: id })),
    )
    assert.equal(put.status, 200)
    const made = await p.call(http1, 'POST', '/api/v1/tokens', {
      name: 'station',
      scopes: ['ingest'],
      agency: null,
      context: 'live',
    })
    assert.equal(made.status, 200)
    const { secret } = (await made.json()) as { secret: string }

    const acked = { h: new Map<string, number>(), m: new Map<string, number>() }
    let serial = 0
    const rows = (asset: 'h' | 'm', count: number) =>
      Array.from({ length: count }, () => {
        serial += 1
        return {
          asset,
          property: 'so2',
          at: new Date(Date.UTC(2026, 9, 1) + serial * 1000).toISOString(),
          value: serial % 700,
        }
      })

    async function overHttp(): Promise<void> {
      while (!stop) {
        const batch = rows('h', 50)
        for (let tries = 0; !stop; tries += 1) {
          const port = ports[tries % 2] as number
          const answer = await p.call(port, 'POST', '/api/v1/observations?source=http', batch).catch(() => undefined)
          if (answer?.status === 200) {
            const { accepted, duplicates } = (await answer.json()) as { accepted: number; duplicates: number }
            assert.equal(accepted + duplicates, 50)
            for (const row of batch) acked.h.set(row.at, row.value)
            break
          }
          assert.ok(answer === undefined || answer.status === 503, `answer ${answer?.status}`)
          await sleep(30)
        }
      }
    }
    async function overMqtt(): Promise<void> {
      while (!stop) {
        const port = await p.ready(ports)
        const client: MqttClient = connect(`mqtt://127.0.0.1:${mqttOf.get(port)}`, {
          username: 'station',
          password: secret,
          reconnectPeriod: 0,
        })
        client.on('error', () => undefined)
        const closed = new Promise<void>((done) => client.once('close', () => done()))
        let open = true
        void closed.then(() => (open = false))
        while (!stop && open) {
          const batch = rows('m', 10)
          const done = client.publishAsync('v1/observations', JSON.stringify(batch), { qos: 1 }).then(
            () => true,
            () => false,
          )
          if (await Promise.race([done, closed.then(() => false)]))
            for (const row of batch) acked.m.set(row.at, row.value)
        }
        client.end(true)
      }
    }
    load.push(overHttp(), overHttp(), overMqtt())

    for (const round of [1, 2, 3]) {
      await sleep(1500)
      const port = await p.ready(ports)
      if (round === 2) p.killDatabase()
      p.kill(port)
      await sleep(200)
      await serve(port)
      await p.ready(ports)
    }
    await sleep(1500)
    stop = true
    await Promise.all(load)

    const port = await p.ready(ports)
    for (const asset of ['h', 'm'] as const) {
      const seen = await p.values(port, asset, 'so2')
      assert.ok(acked[asset].size > 100, `${asset}: enough was acknowledged to judge (${acked[asset].size})`)
      for (const [at, value] of acked[asset]) assert.equal(seen.get(at), value, `${asset} ${at} was acknowledged`)
    }
  }
})
