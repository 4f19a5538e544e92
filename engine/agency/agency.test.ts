import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Agency, EVERYTHING, type Problem } from '#model'
import { testContext } from '#tests'
import { findAgency, lineagesOf, listAgencies, putAgency, seedAgencies } from './index.ts'

const province = agency({ code: 'T1', name: 'Ủy ban nhân dân tỉnh', short: 'UBND', kind: 'committee' })
const department = agency({ code: 'T1.A', name: 'Sở Nông nghiệp và Môi trường', short: 'NNMT', parent: 'T1' })
const other = agency({ code: 'T1.B', name: 'Sở Y tế', short: 'SYT', parent: 'T1' })
const manager = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const bound = { ...manager, scope: [{ agency: 'T1.A', service: null, unit: null }] }

function agency(row: Partial<Agency>): Agency {
  const base = {
    code: '',
    valid_from: '2025-07-01',
    valid_to: null,
    name: '',
    short: '',
    kind: 'department',
    parent: null,
    unit: null,
  }
  return { id: `${row.code}@2025-07-01`, ...base, ...row } as Agency
}

async function seeded(): Promise<Awaited<ReturnType<typeof testContext>>> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T03:00:00Z'))
  await t.owner('live').query('truncate agency')
  assert.equal(await seedAgencies(t.owner('live'), [province, department, other]), 3)
  return t
}

function code(expected: string): (error: Problem) => boolean {
  return (error) => error.code === expected
}

test('seeding twice stores once, and leaves an edited agency as people have made it', async () => {
  await using t = await seeded()
  await putAgency(t.shared, manager, 'T1.A', { name: 'Sở khác', from: '2026-01-01' })
  await putAgency(t.shared, manager, 'T1.B', { code: 'T1.07', from: '2026-01-01' })
  const again = [province, department, other].map((row) => ({ ...row, valid_from: '2025-08-01' }))
  assert.equal(await seedAgencies(t.owner('live'), [...again, province, department, other]), 0)
  const names = (await listAgencies(t.shared, { limit: 100 })).items.map((row) => `${row.code} ${row.name}`)
  assert.deepEqual(names, ['T1 Ủy ban nhân dân tỉnh', 'T1.07 Sở Y tế', 'T1.A Sở khác'])
})

test('an edit from a day closes the row before and opens a new one; both are readable by date', async () => {
  await using t = await seeded()
  const after = await putAgency(t.shared, manager, 'T1.A', { name: 'Sở mới', short: 'SM', from: '2026-03-01' })
  assert.deepEqual(after, {
    ...department,
    id: 'T1.A@2026-03-01',
    valid_from: '2026-03-01',
    name: 'Sở mới',
    short: 'SM',
  })
  assert.deepEqual(await findAgency(t.shared, 'T1.A@2026-02-28'), { ...department, valid_to: '2026-03-01' })
  assert.deepEqual(await findAgency(t.shared, 'T1.A@2026-03-01'), after)
  assert.deepEqual(await findAgency(t.shared, 'T1.A'), after)
  assert.equal(await findAgency(t.shared, 'T1.A@2025-06-30'), undefined)
  const before = await listAgencies(t.shared, { at: '2026-02-28', q: 'moi truong', limit: 10 })
  assert.deepEqual(
    before.items.map((row) => row.name),
    [department.name],
  )
  assert.deepEqual((await listAgencies(t.shared, { q: 'moi truong', limit: 10 })).items, [])
  const trail = await t.ctx.db.query('select actor, act, subject, detail from audit')
  assert.deepEqual(trail, [
    {
      actor: 'test',
      act: 'agency.edit',
      subject: 'T1.A',
      detail: {
        from: '2026-03-01',
        before: { code: 'T1.A', name: department.name, short: 'NNMT' },
        after: { code: 'T1.A', name: 'Sở mới', short: 'SM' },
      },
    },
  ])
})

test('on its own first day a row is corrected in place; before it, nothing can begin; the same again is no act', async () => {
  await using t = await seeded()
  await putAgency(t.shared, manager, 'T1.A', { short: 'NN&MT', from: '2025-07-01' })
  assert.equal((await findAgency(t.shared, 'T1.A@2025-07-01'))?.short, 'NN&MT')
  await assert.rejects(putAgency(t.shared, manager, 'T1.A', { short: 'X', from: '2025-06-30' }), code('invalid'))
  await assert.rejects(putAgency(t.shared, manager, 'T1.A', { code: 'T1.Z', from: '2025-07-01' }), code('invalid'))
  await putAgency(t.shared, manager, 'T1.A', { short: 'NN&MT' })
  assert.equal((await t.ctx.db.query('select * from audit')).length, 1)
  assert.equal((await t.ctx.db.query('select * from agency')).length, 3)
})

test('a new code keeps its lineage and its children, and never takes a code that was another agency', async () => {
  await using t = await seeded()
  await assert.rejects(putAgency(t.shared, manager, 'T1.A', { code: 'T1.B' }), code('conflict'))
  await putAgency(t.shared, manager, 'T1', { code: 'T2', from: '2026-01-01' })
  await putAgency(t.shared, manager, 'T2', { code: 'T3', from: '2026-02-01' })
  assert.equal(await findAgency(t.shared, 'T1'), undefined)
  assert.equal((await findAgency(t.shared, 'T1.A'))?.parent, 'T3')
  assert.equal((await findAgency(t.shared, 'T1.A@2026-01-15'))?.parent, 'T2')
  assert.equal((await findAgency(t.shared, 'T1.A@2025-12-31'))?.parent, 'T1')
  for (const asked of ['T1', 'T2', 'T3']) {
    const lineage = (await lineagesOf(t.ctx.db, [asked, 'T1.B'])).get(asked)
    assert.deepEqual([...(lineage?.codes ?? [])].sort(), ['T1', 'T2', 'T3'])
    assert.equal(lineage?.current, 'T3')
  }
  assert.deepEqual((await lineagesOf(t.ctx.db, ['T1.B'])).get('T1.B'), { codes: ['T1.B'], current: 'T1.B' })
  await assert.rejects(putAgency(t.shared, manager, 'T1.B', { code: 'T1', from: '2026-06-01' }), code('conflict'))
  await putAgency(t.shared, manager, 'T3', { code: 'T1', from: '2026-06-01' })
  assert.equal((await lineagesOf(t.ctx.db, ['T2'])).get('T2')?.current, 'T1')
})

test('only the province edits agencies; an unknown one is not found', async () => {
  await using t = await seeded()
  await assert.rejects(putAgency(t.shared, bound, 'T1.A', { name: 'Của tôi' }), code('forbidden'))
  await assert.rejects(putAgency(t.shared, manager, 'T9', { name: 'x' }), code('not_found'))
  assert.deepEqual(await t.ctx.db.query('select * from audit'), [])
})

test('two edits at once leave one open row', async () => {
  await using t = await seeded()
  await Promise.all(['a', 'b', 'c'].map((name) => putAgency(t.shared, manager, 'T1.A', { name, from: '2026-05-05' })))
  const rows = await t.ctx.db.query(`select valid_to from agency where code = 'T1.A' order by valid_from`)
  assert.equal(rows.length, 2)
  assert.equal((await listAgencies(t.shared, { limit: 100 })).items.filter((row) => row.code === 'T1.A').length, 1)
})

test('lists page by cursor and take any day of the calendar', async () => {
  await using t = await seeded()
  const first = await listAgencies(t.shared, { limit: 2 })
  assert.deepEqual(
    first.items.map((row) => row.code),
    ['T1', 'T1.A'],
  )
  const rest = await listAgencies(t.shared, { limit: 2, cursor: first.next ?? '' })
  assert.deepEqual([rest.items.map((row) => row.code), rest.next], [['T1.B'], null])
  assert.deepEqual((await listAgencies(t.shared, { at: '0000-01-01', limit: 9 })).items, [])
  for (const id of ['T1@2026-02-30', 'T1@0000-01-01', 'a\0b', ''])
    assert.equal(await findAgency(t.shared, id), undefined)
})
