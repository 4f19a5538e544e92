import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { type MqttClient, connect } from 'mqtt'

const ROOT = join(import.meta.dirname, '..')
const ADMIN = 'kill-'.repeat(8)
const STATION = { type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }

const crashes: string[] = []

/** `npm run serve` over a DATA_DIR, with the embedded database; resolves when it has greeted, which it does last. */
async function serve(dataDir: string, port: number, mqttPort: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'main.ts')], {
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      MQTT_PORT: String(mqttPort),
      ADMIN_TOKEN: ADMIN,
      LOG_LEVEL: 'silent',
    },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.on('exit', (code, signal) => {
    if (signal !== 'SIGKILL' && code !== 0) crashes.push(`${signal ?? code}: ${said}`)
  })
  await new Promise<void>((done) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('/moi/') && done())
    child.on('exit', () => done())
  })
  return child
}

const call = (port: number, method: string, path: string, body?: unknown) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

async function ready(ports: readonly number[]): Promise<number> {
  for (let i = 0; i < 600; i += 1) {
    for (const port of ports) {
      const answer = await call(port, 'GET', '/readyz').catch(() => undefined)
      if (answer?.status === 200) return port
    }
    await sleep(100)
  }
  throw new Error('not ready in a minute')
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((done) => {
          const server = createServer().listen(0, '127.0.0.1', () => done(server))
        }),
    ),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGINT')
  await ended
}

test('kill -9 during ingest over HTTP and MQTT, two processes started: nothing acknowledged is lost, nothing is stored twice', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'serepok-kill-'))
  const [http1, http2, mqtt1, mqtt2] = (await freePorts(4)) as [number, number, number, number]
  const ports = [http1, http2]
  const mqttOf = new Map([
    [http1, mqtt1],
    [http2, mqtt2],
  ])
  const running = new Map<number, ChildProcess>()
  let stop = false
  const load: Promise<void>[] = []
  try {
    await play()
    assert.deepEqual(crashes, [], 'no process ended by itself')
  } finally {
    stop = true
    await Promise.allSettled(load)
    for (const child of running.values()) await end(child)
    rmSync(dataDir, { recursive: true, force: true })
  }

  async function play(): Promise<void> {
    running.set(http1, await serve(dataDir, http1, mqtt1))
    await ready(ports)
    // The second process finds the stream taken: it stands by and answers that it is not ready.
    running.set(http2, await serve(dataDir, http2, mqtt2))
    assert.equal((await call(http2, 'GET', '/readyz')).status, 503)
    const put = await call(
      http1,
      'POST',
      '/api/v1/assets',
      ['h', 'm'].map((id) => ({ ...STATION, id, name: id })),
    )
    assert.equal(put.status, 200)
    const made = await call(http1, 'POST', '/api/v1/tokens', {
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
          const answer = await call(
            ports[tries % 2] as number,
            'POST',
            '/api/v1/observations?source=http',
            batch,
          ).catch(() => undefined)
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
        const port = await ready(ports)
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

    const killServer = (): void => {
      const pid = Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, 'SIGKILL')
    }
    for (const round of [1, 2, 3]) {
      await sleep(1500)
      const port = await ready(ports)
      if (round === 2) killServer()
      running.get(port)?.kill('SIGKILL')
      await sleep(200)
      running.set(port, await serve(dataDir, port, mqttOf.get(port) as number))
      await ready(ports)
    }
    await sleep(1500)
    stop = true
    await Promise.all(load)

    const port = await ready(ports)
    for (const asset of ['h', 'm'] as const) {
      const seen = new Map<string, number>()
      for (let cursor = ''; ;) {
        const span = 'from=2026-10-01T00:00:00Z&to=2026-10-20T00:00:00Z&limit=10000'
        const answer = await call(port, 'GET', `/api/v1/observations?asset=${asset}&property=so2&${span}${cursor}`)
        const page = (await answer.json()) as { items: { at: string; value: number }[]; next: string | null }
        for (const row of page.items) {
          assert.equal(seen.has(row.at), false, `${row.at} is stored twice`)
          seen.set(row.at, row.value)
        }
        if (page.next === null) break
        cursor = `&cursor=${encodeURIComponent(page.next)}`
      }
      assert.ok(acked[asset].size > 100, `${asset}: enough was acknowledged to judge (${acked[asset].size})`)
      for (const [at, value] of acked[asset]) assert.equal(seen.get(at), value, `${asset} ${at} was acknowledged`)
    }
  }
})
