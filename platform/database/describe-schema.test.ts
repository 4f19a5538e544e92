import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { testGround } from '#tests'
import { describeDatabase } from './describe-schema.ts'

const FILE = join(import.meta.dirname, '../../migrations/schema.sql')

test('migrations/schema.sql is what the migrations make (npm run schema writes it anew)', async () => {
  const ground = await testGround()
  try {
    const described = await describeDatabase(ground)
    assert.ok(/create table observation \([^;]*partition by RANGE \(at\)/.test(described))
    assert.deepEqual(described.split('\n'), readFileSync(FILE, 'utf8').split('\n'))
    await ground.owner('live').query('alter table alert add column planted int not null default 1')
    const [changed] = (await describeDatabase(ground)).split('-- The schema of any other context')
    assert.ok(/planted integer not null default 1/.test(changed as string))
  } finally {
    await ground.close()
  }
})
