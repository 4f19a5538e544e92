import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { callerOfToken } from '#engine/person'
import { openMqttGateway } from '#gateways/mqtt'
import { connectAsync } from 'mqtt'
import { follow } from './support/live.ts'
import { testCentre } from './support/centre.ts'

/**
 * The life of one datum, as ARCHITECTURE.md tells it: a reading of PM2.5 is published by a station over MQTT and ends as
 * a lamp on a screen, and as an alert that a person takes.
 */
test('one reading travels from the wire to the screen', async () => {
  await using t = await testCentre()
  const station = {
    id: 'tram-1',
    name: 'Trạm thử',
    type: 'air-station',
    service: 'environment',
    lat: 12.68,
    lon: 108.05,
  }
  const put = await t.call('POST', '/api/v1/assets', { body: [{ ...station, agency: 'H15.NNMT' }] })
  assert.equal(put.status, 200)
  assert.deepEqual(put.body, { accepted: 1, rejected: [] })
  const token = await t.token('station-1', ['ingest'], 'H15.NNMT')
  const reader = await t.token('screen', ['read'])
  const gateway = await openMqttGateway({
    contexts: t.centre.contexts,
    host: '127.0.0.1',
    port: 0,
    authenticate: (secret) => callerOfToken(t.centre.live, secret),
  })
  await using screen = await follow(t.address, reader, 'observation,alert')
  await screen.until((event) => event.name === 'snapshot' && event.data.topic === 'alert')

  // 1–5: published, read, stored in one transaction with its journal entry, and only then acknowledged.
  const client = await connectAsync(`mqtt://127.0.0.1:${gateway.port}`, { username: 'station-1', password: token })
  const at = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString()
  await client.publishAsync(
    'v1/observations',
    JSON.stringify({ asset: 'tram-1', property: 'pm25', at, value: 312.4 }),
    { qos: 1 },
  )
  const stored = await t.centre.live.db.query(`select value from observation`)
  assert.equal(stored.length >= 1, true, 'acknowledged means stored')
  const [entry] = await t.centre.live.journal.read(0, 1)
  assert.equal(entry?.source, 'station-1')

  // 6–8: the rule hears of it through the journal and opens the one alert.
  const alert = await screen.until((event) => event.data.topic === 'alert' && event.name === 'message')
  assert.equal(alert.data.rule, 'air-pm25-critical')
  assert.equal(alert.data.subject, 'tram-1')
  assert.equal(alert.data.unit, '24133')
  assert.equal(alert.data.state, 'open')

  // 10–11: the screen got the value as well, with an id that resumes.
  const value = screen.events.find((event) => event.data.topic === 'observation' && event.data.property === 'pm25')
  assert.equal(value?.data.value, 312.4)
  assert.equal(value?.data.at, at)
  assert.match(value?.id ?? '', /^\d+-\d+$/)

  // A person of the department takes it; another department cannot even see it.
  const other = await t.token('police', ['read', 'write'], 'H15.CA')
  assert.equal((await t.call('GET', '/api/v1/alerts', { token: other })).body.items.length, 0)
  const path = `/api/v1/alerts/${String(alert.data.id)}/acknowledge`
  assert.equal((await t.call('POST', path, { token: other, body: {} })).status, 404)
  const desk = await t.token('desk', ['read', 'write'], 'H15.NNMT')
  const taken = await t.call('POST', path, { token: desk, body: { note: 'đang xem' } })
  assert.equal(taken.status, 200)
  assert.equal(String(taken.body['state']), 'acknowledged')
  assert.equal((await t.call('POST', path, { token: desk, body: {} })).status, 409)
  await screen.until((event) => event.data.topic === 'alert' && event.data.state === 'acknowledged')

  // The act is on the audit chain, sealed within seconds.
  await sleep(2500)
  const { body } = await t.call('GET', '/api/v1/audit?act=alert.acknowledge')
  assert.equal(body.items.length, 1)
  assert.equal(String(body.items[0]?.['sealed']), 'true')
  await client.endAsync()
  await gateway.close()
})
