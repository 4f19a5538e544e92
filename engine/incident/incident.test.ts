import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, type IncidentStood, MINUTE, Problem } from '#model'
import { assign, listAssignees } from './assign.ts'
import { close } from './close.ts'
import { cooperate } from './cooperate.ts'
import { edit } from './edit.ts'
import { link, unlink } from './link.ts'
import { getIncident, listIncidents, timeline } from './list.ts'
import { merge, unmerge } from './merge.ts'
import { open } from './open.ts'
import { NOW, room } from './test-room.ts'
import { note, reopen, start } from './work.ts'

type Room = Awaited<ReturnType<typeof room>>
const LIMIT = { limit: 100 }
const WORD = { kind: 'note', text: 'đã dập lửa' } as const

async function refused(work: Promise<unknown>, code: string): Promise<Problem> {
  return work.then(
    () => assert.fail(`${code} was expected`),
    (error: unknown) => {
      assert.ok(error instanceof Problem, String(error))
      assert.equal(error.code, code, error.detail)
      return error
    },
  )
}

/** Each incident's row is what its changes say, one after the other, and what its newest one says. */
async function replayed(r: Room): Promise<void> {
  const rows = await r.ctx.db.query<{ id: string; stood: IncidentStood }>('select id, stood from incident')
  for (const { id, stood } of rows) {
    const changes = await r.ctx.db.query<{ changed: Record<string, [unknown, unknown]>; stood: IncidentStood }>(
      'select changed, stood from incident_change where incident = $1 order by id',
      [id],
    )
    let state = changes[0]?.stood as unknown as Record<string, unknown>
    for (const { changed, stood: after } of changes) {
      for (const [field, [before, value]] of Object.entries(changed)) {
        assert.deepEqual(state[field], before, field)
        state = { ...state, [field]: value }
      }
      assert.deepEqual(state, after)
    }
    assert.deepEqual(state, stood)
  }
}

test('from an alert: place, agency and subject are the alert’s, which stays as it is; a second one is told of the first', async () => {
  await using r = await room()
  const alert = await r.alert('a1')
  const one = await r.opened(r.a, { alert })
  assert.deepEqual(
    [one.agency, one.unit, one.lat, one.service, one.rule, one.subject, one.state, one.alerts],
    ['A', '24133', 12.68, 'weather', 'test-rule', 'a1', 'new', [alert]],
  )
  const [row] = await r.ctx.db.query<{ state: string }>('select state from alert')
  assert.equal(row?.state, 'open')
  assert.equal((await refused(r.opened(r.a, { alert }), 'conflict')).detail, one.id)
  assert.equal((await refused(r.opened(r.b, { alert }), 'invalid')).pointer, '/alert')
  // The alert's own news says which incident it is of now.
  const entries = await r.ctx.journal.read(0, 100)
  assert.deepEqual(
    entries.slice(-2).map((entry) => [entry.kind, (entry.payload as { incident?: string }).incident]),
    [
      ['incident', undefined],
      ['alert', one.id],
    ],
  )
  const other = await r.alert('a2')
  await link(r.ctx, r.a, { id: one.id, alert: other })
  assert.deepEqual((await unlink(r.ctx, r.a, { id: one.id, alert })).alerts, [other])
  assert.deepEqual((await r.opened(r.a, { alert })).alerts, [alert])
  await replayed(r)
})

test('a key opens one incident, however often and however many at once it is sent; another caller’s key is another', async () => {
  await using r = await room()
  const input = { title: 'Cháy', severity: 'high' } as const
  const many = await Promise.all(Array.from({ length: 5 }, () => open(r.ctx, r.t.shared, r.a, input, 'k')))
  const other = await open(r.ctx, r.t.shared, r.b, input, 'k')
  assert.equal(new Set(many.map((one) => one.id)).size, 1)
  assert.notEqual(other.id, many[0]?.id)
  assert.equal((await listIncidents(r.ctx, {}, EVERYTHING, LIMIT)).items.length, 2)
  assert.equal((await r.ctx.journal.read(0, 100)).length, 2)
})

test('a life: given, begun, noted, closed with evidence, not over after all, closed; each state allows its own acts', async () => {
  await using r = await room()
  const { id } = await r.opened(r.a, { agency: 'A', lat: 12.68, lon: 108.05 })
  await refused(reopen(r.ctx, r.a, { id, note: 'x' }), 'conflict')
  assert.deepEqual(
    (await listAssignees(r.ctx, r.a, id)).map((one) => one.name),
    ['trực A', 'trực tỉnh'],
  )
  assert.equal((await refused(assign(r.ctx, r.t.shared, r.a, { id, owner: r.b.id }), 'invalid')).pointer, '/owner')
  const given = await assign(r.ctx, r.t.shared, r.a, { id, owner: r.a.id })
  assert.deepEqual([given.state, given.owner_name], ['assigned', 'trực A'])
  r.t.clock.set(NOW + MINUTE)
  const begun = await start(r.ctx, r.a, { id })
  assert.deepEqual([begun.state, begun.started_at], ['working', new Date(NOW + MINUTE).toISOString()])
  await note(r.ctx, r.a, { id, note: 'đã tới nơi' })
  await edit(r.ctx, r.t.shared, r.a, { id, edit: { severity: 'critical', lat: null, lon: null } })
  assert.equal((await refused(close(r.ctx, r.a, { id, evidence: [] }), 'evidence_lacking')).pointer, '/evidence')
  assert.equal(
    (await refused(close(r.ctx, r.a, { id, evidence: [{ kind: 'document' }] }), 'evidence_lacking')).pointer,
    '/evidence/0/file',
  )
  const closed = await close(r.ctx, r.a, { id, evidence: [WORD] })
  assert.deepEqual([closed.state, closed.closing, closed.evidence], ['closed', 'word', [WORD]])
  for (const verb of [start(r.ctx, r.a, { id }), close(r.ctx, r.a, { id, evidence: [WORD] })])
    await refused(verb, 'conflict')
  const again = await reopen(r.ctx, r.a, { id, note: 'khói lại bốc lên' })
  assert.deepEqual([again.state, again.closing, again.reopened, again.evidence.length], ['working', null, 1, 1])
  await refused(note(r.ctx, r.a, { id, note: 'TUYỆT MẬT' }), 'secret_mark')
  const { items } = await timeline(r.ctx, id, EVERYTHING, LIMIT)
  assert.deepEqual(
    items.map((one) => one.act),
    ['reopened', 'closed', 'edited', 'noted', 'started', 'assigned', 'opened'],
  )
  assert.deepEqual(items[2]?.changed['severity'], ['high', 'critical'])
  assert.equal(items[3]?.by_name, 'trực A')
  const audit = await r.ctx.db.query<{ act: string }>(`select act from audit where act like 'incident.%' order by id`)
  assert.equal(audit.length, items.length)
  await replayed(r)
})

test('another agency sees an incident when it helps, in lists as well, and no longer when it does not', async () => {
  await using r = await room()
  const { id } = await r.opened(r.a)
  const seen = async () => (await listIncidents(r.ctx, {}, r.b.scope, LIMIT)).items.map((one) => one.id)
  assert.deepEqual(await seen(), [])
  await refused(getIncident(r.ctx, id, r.b.scope), 'not_found')
  await refused(note(r.ctx, r.b, { id, note: 'x' }), 'not_found')
  await refused(cooperate(r.ctx, r.t.shared, r.a, { id, agencies: ['B', 'X'] }), 'invalid')
  await cooperate(r.ctx, r.t.shared, r.a, { id, agencies: ['B', 'A', 'B'] })
  assert.deepEqual(await seen(), [id])
  assert.equal((await note(r.ctx, r.b, { id, note: 'đang tới' })).cooperating.join(), 'B')
  // Who helps adds what it knows, and does not say whose it is or that it is over, unless it is its own work.
  const own = await r.opened(r.b)
  for (const refusal of [
    () => assign(r.ctx, r.t.shared, r.b, { id, agency: 'B' }),
    () => cooperate(r.ctx, r.t.shared, r.b, { id, agencies: [] }),
    () => start(r.ctx, r.b, { id }),
    () => edit(r.ctx, r.t.shared, r.b, { id, edit: { severity: 'low' } }),
    () => close(r.ctx, r.b, { id, evidence: [WORD] }),
    () => merge(r.ctx, r.b, { id, into: own.id }),
    () => merge(r.ctx, r.b, { id: own.id, into: id }),
  ])
    await refused(refusal(), 'forbidden')
  assert.equal((await link(r.ctx, r.b, { id, alert: await r.alert('b1', 'B') })).alerts.length, 1)
  await assign(r.ctx, r.t.shared, r.a, { id, owner: r.b.id })
  assert.equal((await start(r.ctx, r.b, { id })).state, 'working')
  await refused(assign(r.ctx, r.t.shared, r.b, { id, agency: 'B' }), 'forbidden')
  await cooperate(r.ctx, r.t.shared, r.a, { id, agencies: [] })
  assert.deepEqual(await seen(), [own.id])
  // Given to another agency: that one leads, the first one helps, and its own person no longer has it.
  await assign(r.ctx, r.t.shared, r.a, { id, owner: r.a.id })
  const moved = await assign(r.ctx, r.t.shared, r.a, { id, agency: 'B', note: 'thuộc địa bàn B' })
  assert.deepEqual([moved.agency, moved.cooperating, moved.owner, moved.state], ['B', ['A'], null, 'working'])
  await refused(r.opened(r.a, { agency: 'B' }), 'forbidden')
  assert.deepEqual((await listIncidents(r.ctx, {}, [], LIMIT)).items, [])
  assert.deepEqual((await listIncidents(r.t.demo, {}, EVERYTHING, LIMIT)).items, [])
})

test('merged and taken apart again, both are exactly as they were', async () => {
  await using r = await room()
  const one = await r.opened(r.a, { alert: await r.alert('a1') })
  const two = await r.opened(r.a, { alert: await r.alert('a2'), title: 'Khói' })
  await assign(r.ctx, r.t.shared, r.a, { id: one.id, owner: r.a.id })
  const rows = async () =>
    JSON.stringify([
      await r.ctx.db.query('select * from incident order by number'),
      await r.ctx.db.query('select * from incident_alert order by alert'),
      await r.ctx.db.query('select * from attachment'),
    ])
  const before = await rows()
  const goesOn = await merge(r.ctx, r.a, { id: one.id, into: two.id })
  assert.deepEqual([goesOn.id, goesOn.merged], [two.id, [one.id]])
  assert.deepEqual(
    (await timeline(r.ctx, two.id, EVERYTHING, LIMIT)).items.map((item) => item.act),
    ['absorbed', 'merged', 'assigned', 'opened', 'opened'],
  )
  await refused(start(r.ctx, r.a, { id: one.id }), 'conflict')
  await refused(merge(r.ctx, r.a, { id: two.id, into: one.id }), 'conflict')
  await refused(merge(r.ctx, r.a, { id: two.id, into: two.id }), 'invalid')
  const back = await unmerge(r.ctx, r.a, { id: one.id })
  assert.equal(back.state, 'assigned')
  assert.equal(await rows(), before)
  await refused(unmerge(r.ctx, r.a, { id: one.id }), 'conflict')
  // Two who merge crosswise at once: one goes, neither waits for ever.
  const [first, second] = await Promise.allSettled([
    merge(r.ctx, r.a, { id: one.id, into: two.id }),
    merge(r.ctx, r.a, { id: two.id, into: one.id }),
  ])
  assert.deepEqual([first?.status, second?.status].sort(), ['fulfilled', 'rejected'])
  await replayed(r)
})

test('as of any minute: one and the list stand as they stood, and what was not yet there is not found', async () => {
  await using r = await room()
  const { id } = await r.opened(r.a)
  for (const minute of [1, 2, 3]) {
    r.t.clock.set(NOW + minute * MINUTE)
    if (minute === 1) await start(r.ctx, r.a, { id })
    if (minute === 2) await assign(r.ctx, r.t.shared, r.a, { id, agency: 'B' })
    if (minute === 3) await close(r.ctx, r.b, { id, evidence: [WORD] })
  }
  const at = async (minute: number) => {
    const { state, agency } = await getIncident(r.ctx, id, EVERYTHING, NOW + minute * MINUTE)
    return [state, agency]
  }
  assert.deepEqual(
    [await at(0), await at(1.5), await at(2), await at(9)],
    [
      ['new', 'A'],
      ['working', 'A'],
      ['working', 'B'],
      ['closed', 'B'],
    ],
  )
  await refused(getIncident(r.ctx, id, EVERYTHING, NOW - 1), 'not_found')
  const open = async (minute: number, scope = EVERYTHING) =>
    (await listIncidents(r.ctx, { state: ['new', 'working'], at: NOW + minute * MINUTE }, scope, LIMIT)).items.length
  assert.deepEqual([await open(-1), await open(0), await open(2), await open(3)], [0, 1, 1, 0])
  // Who may see it is asked of that minute too.
  assert.deepEqual([await open(1, r.b.scope), await open(2, r.b.scope)], [0, 1])
})

test('somebody who looked before another’s change is told of it; words, pages and filters find what they say', async () => {
  await using r = await room()
  const one = await r.opened(r.a, { title: 'Cháy rẫy cà phê Ea Súp', category: 'fire' })
  await note(r.ctx, r.a, { id: one.id, version: one.version, note: 'x' })
  const told = await refused(
    edit(r.ctx, r.t.shared, r.a, { id: one.id, version: one.version, edit: { title: 'y' } }),
    'conflict',
  )
  assert.match(told.detail ?? '', /^trực A noted 2026-/)
  for (let n = 0; n < 5; n += 1) {
    r.t.clock.set(NOW + (n % 2) * MINUTE)
    await r.opened(r.province, {
      title: `Ngập ${'abcde'[n]}`,
      severity: n === 0 ? 'low' : 'medium',
      agency: n < 2 ? 'B' : 'A',
    })
  }
  const find = async (filter: Parameters<typeof listIncidents>[1], scope = EVERYTHING) =>
    (await listIncidents(r.ctx, filter, scope, LIMIT)).items.map((item) => item.title).sort()
  assert.deepEqual(await find({ q: 'ca phe sup' }), ['Cháy rẫy cà phê Ea Súp'])
  assert.deepEqual(await find({ q: String(one.number) }), ['Cháy rẫy cà phê Ea Súp'])
  assert.deepEqual(await find({ q: '!' }), [])
  assert.deepEqual(await find({ severity: ['low'] }), ['Ngập a'])
  assert.deepEqual(await find({ agency: 'B' }), ['Ngập a', 'Ngập b'])
  assert.deepEqual(await find({}, r.b.scope), ['Ngập a', 'Ngập b'])
  const pages: string[] = []
  let cursor: string | undefined
  do {
    const page = await listIncidents(r.ctx, {}, EVERYTHING, { limit: 2, cursor })
    pages.push(...page.items.map((item) => item.id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  assert.equal(new Set(pages).size, 6)
  await refused(listIncidents(r.ctx, {}, EVERYTHING, { limit: 2, cursor: 'x' }), 'invalid')
})
