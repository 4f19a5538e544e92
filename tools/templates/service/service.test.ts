import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Property } from '#model'
import { templateService } from './service.ts'

const { assetTypes, properties, decoders, rules } = templateService
const propertyOf = (code: string): Property | undefined => properties.find((one) => one.code === code)

test('no id stands twice, and every property is one', () => {
  for (const ids of [assetTypes, decoders, rules].map((list) => list.map((one) => one.id))) {
    assert.ok(ids.length > 0)
    assert.equal(new Set(ids).size, ids.length)
  }
  assert.equal(new Set(properties.map((one) => one.code)).size, properties.length)
  for (const one of properties) assert.doesNotThrow(() => Property.parse(one), one.code)
})

test('what a device sends for “none” can be no measurement', () => {
  for (const { code, min, max, sentinels } of properties) {
    assert.ok(min < max, code)
    for (const nothing of sentinels) assert.ok(nothing < min || nothing > max, `${code} ${nothing}`)
  }
})

test('every rule can fire and end, and speaks of what the service has', () => {
  for (const rule of rules) {
    assert.ok(rule.name.vi && rule.name.en && rule.advice.vi && rule.advice.en, rule.id)
    if ('assetType' in rule)
      assert.ok(
        assetTypes.some((type) => type.id === rule.assetType),
        rule.id,
      )
    if (!('property' in rule)) continue
    const property = propertyOf(rule.property)
    assert.ok(property, rule.id)
    if (rule.kind !== 'threshold') continue
    const [low, high] = rule.direction === 'above' ? [rule.clears, rule.fires] : [rule.fires, rule.clears]
    assert.ok(property.min <= low && low < high && high <= property.max, `${rule.id}: ${low} … ${high}`)
  }
})

test('a silent station is noticed', () => {
  const watched = rules.filter((rule) => rule.kind === 'absence').map((rule) => rule.assetType)
  for (const type of assetTypes) assert.ok(watched.includes(type.id), type.id)
})
