import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { testCentre } from './support/centre.ts'
import { noMosquitto, openMosquitto } from './support/mosquitto.ts'
import { STATION, TOPIC, body, row, storedBy, untilSource } from './support/source.ts'

const skip = noMosquitto() ?? false

test('npm run record writes what replay plays', { skip }, async () => {
  await using broker = await openMosquitto()
  await using t = await testCentre()
  await t.call('POST', '/api/v1/assets', { body: [STATION] })
  const folder = mkdtempSync(join(tmpdir(), 'serepok-record-'))
  const [settings, out] = [join(folder, 'mqtt.json'), join(folder, 'out.ndjson')]
  writeFileSync(
    settings,
    JSON.stringify({
      url: `mqtt://127.0.0.1:${broker.port}`,
      username: 'ioc',
      password: 'ioc-reads',
      client: 'recorder',
    }),
  )
  const tool = join(import.meta.dirname, '../tools/record.ts')
  const child = spawn(process.execPath, [tool, '--settings', settings, '--out', out, '--seconds', '60'])
  const ended = new Promise((done) => child.once('exit', done))
  try {
    const lines = () => (existsSync(out) ? readFileSync(out, 'utf8').trim().split('\n').length - 1 : 0)
    for (let i = 0; i < 300 && lines() < 1; i += 1) {
      await broker.publish(TOPIC, body(row(1)))
      await sleep(50)
    }
    await broker.publish(TOPIC, body(row(2)))
    for (let i = 0; i < 300 && !readFileSync(out, 'utf8').includes('01:02:00'); i += 1) await sleep(20)
    child.kill('SIGINT')
    assert.equal(await ended, 0)
    const made = { id: 'again', service: 'environment', connector: 'replay', settings: { path: out, speed: 0 } }
    assert.equal((await t.call('POST', '/api/v1/sources', { body: made })).status, 200)
    await untilSource(t, 'again', (one) => one.paused)
    assert.deepEqual(await storedBy(t, 'again'), [1, 2])
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})
