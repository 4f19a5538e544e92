import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caller } from '#tests'
import { dismiss, restore } from './dismiss.ts'
import { openMessage } from './open-message.ts'
import { quarantine } from './quarantine.ts'
import { startReplay } from './replay.ts'
import { code, line, replayRoom } from './test-room.ts'

test('opened, a message shows what hides in it and where its mistake is; who looked is on record', async () => {
  await using r = await replayRoom()
  const text = 'PM2,5\t0,018\tppm\u202E\r\n'
  await quarantine(r.t.ctx, 's1', 'a.txt', [
    { part: Buffer.from(text), reason: 'unit', detail: 'dòng 7: đơn vị “ppm”' },
  ])
  await quarantine(r.t.ctx, 's1', 'b.bin', [{ part: Buffer.from([0, 255, 1]), reason: 'encoding', detail: 'b' }])
  const [bytes, line7] = await r.messages()
  const shown = await openMessage(r.t.ctx, caller(), 's1', Number(line7?.id))
  assert.equal(shown.text, 'PM2,5⇥0,018⇥ppm⟨U+202E⟩␍\n')
  assert.deepEqual(
    shown.marks.map(({ from, to }) => shown.text?.slice(from, to)),
    ['ppm'],
  )
  assert.equal(Buffer.from(shown.base64, 'base64').toString(), text)
  const raw = await openMessage(r.t.ctx, caller(), 's1', Number(bytes?.id))
  assert.deepEqual([raw.text, raw.base64, raw.cut], [null, 'AP8B', false])
  const audit = await r.t.ctx.db.query<{ act: string; subject: string; actor: string }>('select * from audit')
  assert.deepEqual(
    audit.map((one) => [one.act, one.subject, one.actor]),
    [
      ['quarantine.open', `s1 ${line7?.id}`, 'token-province'],
      ['quarantine.open', `s1 ${bytes?.id}`, 'token-province'],
    ],
  )
  await assert.rejects(openMessage(r.t.ctx, caller(), 'other', Number(line7?.id)), code('not_found'))
})

test('a dismissal is kept with its word, counts no longer, comes not back by itself, and can be taken back', async () => {
  await using r = await replayRoom()
  await r.take(`${line('m1', 0, 'x')}\n${line('m1', 1, 'y')}`)
  const [one] = await r.messages()
  const word = { verdict: 'returned', note: 'đã gửi lại cho đơn vị' } as const
  const { count } = await dismiss(r.t.ctx, caller(), 's1', { message: Number(one?.id) }, word)
  assert.equal(count, 1)
  assert.equal((await r.shown())?.quarantined, 1)
  await r.take(line('m1', 1, 'y'))
  assert.equal((await r.shown())?.quarantined, 1)
  const [kept] = await r.messages('dismissed')
  assert.deepEqual([kept?.verdict, kept?.note], ['returned', word.note])
  await assert.rejects(dismiss(r.t.ctx, caller(), 's1', { message: Number(one?.id) }, word), code('conflict'))
  await assert.rejects(startReplay(r.t.ctx, caller(), 's1', { message: Number(one?.id) }), code('conflict'))
  await restore(r.t.ctx, caller(), 's1', { message: Number(one?.id) })
  assert.equal((await r.shown())?.quarantined, 2)
  r.t.clock.advance(1)
  const all = await dismiss(r.t.ctx, caller(), 's1', { reason: 'value' }, { ...word, verdict: 'ignored' })
  assert.equal(all.count, 2)
  assert.equal((await r.shown())?.quarantined, 0)
  await restore(r.t.ctx, caller(), 's1', { at: Date.parse(all.settled_at) })
  assert.equal((await r.shown())?.quarantined, 2)
})
