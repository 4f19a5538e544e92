import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { fieldsOf, settingsFrom, textOf } from './settings-form.ts'

const schema = z.object({
  folder: z.string().min(1).meta({ title: 'Thư mục' }),
  look: z.number().int().min(1).max(3600).default(5),
  secure: z.boolean().default(false),
  way: z.enum(['a', 'b']).default('a'),
  topics: z.array(z.string()).default(['x']),
  password: z.string().optional().meta({ secret: true }),
  more: z.record(z.string(), z.string()).optional(),
})
const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>)

test('each setting has its field, with title, bounds and what stands in it at first', () => {
  assert.deepEqual(
    fields.map((one) => [one.name, one.label, one.kind, one.required, one.fallback]),
    [
      ['folder', 'Thư mục', 'text', true, ''],
      ['look', 'look', 'number', false, '5'],
      ['secure', 'secure', 'yes-no', false, 'false'],
      ['way', 'way', 'choice', false, 'a'],
      ['topics', 'topics', 'lines', false, 'x'],
      ['password', 'password', 'secret', false, ''],
      ['more', 'more', 'json', false, ''],
    ],
  )
  assert.deepEqual([fields[1]?.min, fields[1]?.max], [1, 3600])
  assert.deepEqual(fields[3]?.choices, ['a', 'b'])
})

test('what is written becomes settings; an empty secret is left out, a shown one never comes back into its field', () => {
  const texts = {
    folder: ' /srv ',
    look: '7',
    secure: 'true',
    way: 'b',
    topics: 'x\n\n y ',
    password: '',
    more: '{"a":"b"}',
  }
  const settings = settingsFrom(fields, texts)
  assert.deepEqual(settings, { folder: '/srv', look: 7, secure: true, way: 'b', topics: ['x', 'y'], more: { a: 'b' } })
  assert.ok(schema.safeParse(settings).success)
  assert.equal(settingsFrom(fields, { password: ' p ' })['password'], ' p ')
  assert.equal(textOf('open sesame', 'secret'), '')
})

test('what cannot be read goes along as it is, so that the centre can name the field', () => {
  assert.deepEqual(settingsFrom(fields, { look: 'often', more: '{' }), { look: 'often', more: '{' })
  assert.equal(settingsFrom(fields, { look: '2,5' })['look'], 2.5)
})
