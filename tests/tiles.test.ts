import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { testCentre } from './support/centre.ts'

function idsOf(bytes: Uint8Array): unknown[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers['assets']
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => layer?.feature(index).properties['id'])
}

test('over HTTP: who may read gets what is theirs, nothing is no content, no such tile is not found', async () => {
  await using t = await testCentre({ contexts: ['live', 'demo'] })
  const place = { type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  const body = [
    { id: 'a1', name: 'A', agency: 'H15.NNMT', ...place },
    { id: 'b1', name: 'B', agency: 'H15.CA', ...place },
  ]
  assert.equal((await t.call('POST', '/api/v1/assets', { body })).status, 200)
  const tile = async (path: string, token: string | null) => {
    const answer = await fetch(`${t.address}/tiles/${path}`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    })
    return { status: answer.status, type: answer.headers.get('content-type'), bytes: await answer.bytes() }
  }
  const ofA = await t.token('a', ['read'], 'H15.NNMT')
  const seen = await tile('assets/0/0/0.pbf', ofA)
  assert.equal(seen.type, 'application/vnd.mapbox-vector-tile')
  assert.deepEqual(idsOf(seen.bytes), ['a1'])
  assert.deepEqual(idsOf((await tile('assets/0/0/0.pbf', t.adminToken)).bytes), ['a1', 'b1'])
  assert.equal((await tile('assets/0/0/0.pbf', await t.token('d', ['read'], null, 'demo'))).status, 204)
  assert.equal((await tile('assets/5/0/0.pbf', ofA)).status, 204)
  assert.equal((await tile('assets/0/0/0.pbf', null)).status, 401)
  assert.equal((await tile('assets/0/0/0.pbf', await t.token('w', ['ingest']))).status, 403)
  for (const [path, status] of [
    ['assets/0/1/0.pbf', 404],
    ['assets/99/0/0.pbf', 400],
    ['roads/0/0/0.pbf', 400],
    ['assets/0/0/x.pbf', 400],
  ] as const)
    assert.equal((await tile(path, ofA)).status, status, path)
})
