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
    await ground.owner('live').query('alter table person add column planted int not null default 1')
    assert.ok(/planted integer not null default 1/.test(await describeDatabase(ground)))
    await ground.owner('demo').query('alter table alert add column planted int')
    await assert.rejects(describeDatabase(ground), /alert differs between the contexts/)
  } finally {
    await ground.close()
  }
})
