import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolve } from '#engine/alert'
import { caller } from '#tests'
import { ruleRoom } from './test-room.ts'

test('threshold: a correction of an earlier value ends what only that value had begun', async () => {
  await using r = await ruleRoom('gust')
  assert.deepEqual(await r.send([5, 30]), ['open ×1 30'])
  assert.deepEqual(await r.send([4, 22]), ['open ×1 30'])
  assert.deepEqual(await r.send([5, 24]), ['resolved ×1 30'])
  assert.deepEqual(await r.changes(), [
    'raised: Gió 30,0 m/s, ngưỡng 25,0',
    'resolved: Gió 22,0 m/s, ngưỡng 25,0 · xét lại sau đính chính',
  ])
  // And back: what was resolved is history, so a new alert opens.
  assert.deepEqual(await r.send([5, 31]), ['resolved ×1 30', 'open ×1 31'])
})

test('threshold: a correction to a flag withdraws the evidence', async () => {
  await using r = await ruleRoom('gust')
  assert.deepEqual(await r.send([5, 30]), ['open ×1 30'])
  assert.deepEqual(await r.send([5, 30, 'error']), ['resolved ×1 30'])
  assert.equal((await r.changes()).at(-1), 'resolved: Gió: giá trị làm căn cứ không còn · xét lại sau đính chính')
})

test('threshold: corrected and late values refresh the open alert or leave it, and never open a second', async () => {
  await using r = await ruleRoom('gust')
  await r.send([5, 30])
  assert.deepEqual(await r.send([5, 33]), ['open ×1 33'])
  assert.deepEqual(await r.send([7, 40]), ['open ×1 33'])
  assert.deepEqual(await r.send([4, 34], [3, 35]), ['open ×3 35'])
  assert.deepEqual(await r.send([3, 35]), ['open ×3 35'])
})

test('one batch or many, in order or not: the same alert is open in the end', async () => {
  const values = [
    [6, 10],
    [5, 30],
    [4, 22],
    [3, 15],
    [2, 28],
  ] as [number, number][]
  const orders = [[...values], values.toReversed(), [2, 0, 4, 1, 3].map((at) => values[at] as [number, number])]
  for (const order of orders) {
    await using r = await ruleRoom('gust')
    for (const one of order) await r.send(one)
    const open = (await r.list()).filter((one) => one.state !== 'resolved')
    assert.deepEqual(
      open.map((one) => one.last.value),
      [28],
      JSON.stringify(order),
    )
  }
})

test('after a restart a late value is still late', async () => {
  await using r = await ruleRoom('gust')
  await r.send([5, 30])
  await r.send([4, 24])
  await r.send([3, 23])
  await r.restart()
  // In order it would have ended the alert; 24 and 23 do not open it again.
  assert.deepEqual(await r.send([4.5, 10]), ['resolved ×1 30'])
  await r.restart()
  assert.deepEqual(await r.send([2, 24]), ['resolved ×1 30'])
})

test('window: raised once enough hours are there; a late hour and a correction change the mean, not the count', async () => {
  await using r = await ruleRoom('mean')
  assert.deepEqual(await r.send([6, 40], [5, 40]), [])
  assert.deepEqual(await r.send([3, 40]), ['open ×1 40'])
  const [first] = await r.list()
  assert.equal(first?.last.text.vi, 'Gió trung bình 4 giờ 40,0 m/s, ngưỡng 30,0 (3/4 giờ)')
  assert.equal(first.last.text.en, 'Wind mean of 4 h 40.0 m/s, limit 30.0 (3/4 h)')
  assert.deepEqual(await r.send([4, 32]), ['open ×1 38'])
  assert.match(
    (await r.changes()).at(-1) ?? '',
    /^refreshed: .*38,0 m\/s.* \(4\/4 giờ\) · xét lại vì có số liệu đến muộn$/,
  )
  // (4 + 40 + 32 + 40) / 4 = 29 is not back from the limit; but in order, no window would have been beyond it.
  assert.deepEqual(await r.send([6, 4]), ['resolved ×1 38'])
  assert.match((await r.changes()).at(-1) ?? '', /^resolved: .*29,0 m\/s.* · xét lại sau đính chính$/)
  assert.deepEqual(await r.send([5, 60]), ['resolved ×1 38', 'open ×1 34'])
})

test('window: hours that are missing neither raise nor end anything', async () => {
  await using r = await ruleRoom('mean')
  await r.send([10, 40], [9, 40], [8, 40])
  assert.deepEqual(await r.send([3, 1]), ['open ×1 40'])
  assert.deepEqual(await r.send([2, 1], [1, 1]), ['resolved ×1 40'])
})

test('window: an asset without standing raises a lesser alert that says so', async () => {
  await using r = await ruleRoom('mean')
  await r.t.ctx.db.query(`update asset set confirmed = false where id = 'm1'`)
  await r.send([6, 40], [5, 40], [4, 40])
  const [alert] = await r.list()
  assert.deepEqual([alert?.severity, alert?.title.vi], ['low', 'x (tham khảo)'])
})

test('rate: a jump, and what a late value between the two makes of it', async () => {
  await using r = await ruleRoom('jump')
  await r.send([4, 5])
  assert.deepEqual(await r.send([2, 95]), ['open ×1 45'])
  assert.equal((await r.list())[0]?.last.text.vi, 'Gió đổi +45,0 m/s trong 1 giờ (5,0 → 95,0), ngưỡng 40,0')
  // 5 → 10 → 95: the jump was within one hour.
  assert.deepEqual(await r.send([3, 10]), ['open ×1 85'])
  assert.deepEqual(await r.send([2, 12]), ['resolved ×1 85'])
})

test('stuck: the same value three times over two hours; a late other value ends it', async () => {
  await using r = await ruleRoom('stuck')
  assert.deepEqual(await r.send([6, 7], [5, 7]), [])
  assert.deepEqual(await r.send([4, 7]), ['open ×1 7'])
  assert.equal((await r.list())[0]?.last.text.vi, 'Gió giữ nguyên 7,0 m/s qua 3 lần đo từ 11:30 24/11/2026')
  assert.deepEqual(await r.send([4.5, 8]), ['resolved ×1 7'])
  assert.deepEqual(await r.send([3, 7], [2, 7]), ['resolved ×1 7', 'open ×1 7'])
})

test('what a person ended opens again with the next value that holds, not with a late one that changes nothing', async () => {
  await using r = await ruleRoom('gust')
  await r.send([5, 30])
  const [alert] = await r.list()
  await resolve(r.t.ctx, caller('A'), alert?.id as string, 'đã qua')
  assert.deepEqual(await r.send([6, 35]), ['resolved ×1 30'])
  assert.deepEqual(await r.send([4, 31]), ['resolved ×1 30', 'open ×1 31'])
})
