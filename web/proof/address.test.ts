import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proofAddress, readProofAddress } from './address.ts'

test('an address opens the proof it was made for, whatever the asset is called', () => {
  for (const asset of ['TRAM_1', 'a,b', 'Trạm Ea Súp']) {
    const at = Date.parse('2026-11-23T02:00:00+07:00')
    assert.deepEqual(readProofAddress(proofAddress(asset, at)), { asset, at, property: 'vn_aqi_h' })
    assert.deepEqual(readProofAddress(proofAddress(asset, at, 'vn_aqi_d')), { asset, at, property: 'vn_aqi_d' })
  }
})

test('what is no address opens nothing', () => {
  for (const text of [
    undefined,
    '',
    ',',
    ',5',
    'TRAM_1',
    'TRAM_1,',
    'TRAM_1,x',
    'TRAM_1,1.5',
    'TRAM_1,Infinity',
    'TRAM_1,5,',
    'TRAM_1,vn_aqi_d',
  ])
    assert.equal(readProofAddress(text), undefined, text)
})
