import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { seedDemoPeople } from '#engine/person'
import { HOUR, MINUTE } from '#model'
import type { Browser } from 'playwright-core'
import { axe, noBrowser, openBrowser, openPage, signIn } from '../support/browser.ts'
import { type TestCentre, testCentre } from '../support/centre.ts'

const LONG = 'Ùn tắc kéo dài trên đường Nguyễn Thị Minh Khai, đoạn từ ngã sáu Buôn Ma Thuột tới cầu vượt Ễ Ặ Ỡ '

/** What somebody at the desk does to find out what happened, by pointer and by keys. */
describe('events on the screen', { skip: noBrowser() }, () => {
  let t: TestCentre
  let browser: Browser
  let token: string
  const passwords = new Map<string, string>()

  before(async () => {
    t = await testCentre({ contexts: ['live', 'demo'] })
    for (const one of await seedDemoPeople(t.centre.live, t.dataDir)) passwords.set(one.login, one.password)
    token = await t.token('cam-01', ['ingest', 'read'], 'H15.NNMT', 'demo')
    const now = Date.now()
    await send(
      Array.from({ length: 260 }, (_, n) => ({
        id: `e${n}`,
        type: n % 3 === 0 ? 'traffic.jam' : 'traffic.count',
        time: new Date(now - n * 5 * MINUTE).toISOString(),
        subject: `cam-${n % 4}`,
        ...(n % 5 === 0 ? { severity: 'high' } : {}),
        data: { title: n % 3 === 0 ? `${LONG} ${n}` : `Đếm xe ${n}`, n, zones: ['làn 1', 'làn 2'] },
      })),
    )
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await t?.[Symbol.asyncDispose]()
  })

  const send = async (events: readonly object[]) => {
    const body = events.map((one) => ({ specversion: '1.0', source: 'urn:cam', ...one }))
    const answer = await t.call('POST', '/api/v1/events', { token, body })
    assert.equal(Number(answer.body['accepted']), events.length)
  }
  async function open(path: string, width = 1366, height = 768) {
    const { page, faults } = await openPage(browser, width, height)
    await signIn(page, t.address, 'truc-ban', passwords.get('truc-ban') as string)
    await page.goto(t.address + path)
    return { page, faults, [Symbol.asyncDispose]: () => page.context().close() }
  }

  test('words, severity and a bar of the chart narrow the list; the address keeps it, Back widens it again', async () => {
    await using one = await open('/su-kien')
    const { page } = one
    await page.locator('.event-row').nth(50).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.getByRole('searchbox').fill('un tac minh khai')
    await page.locator('.event-row', { hasText: 'Đếm xe' }).first().waitFor({ state: 'detached' })
    assert.match(page.url(), /q=un\+tac\+minh\+khai/)
    const total = async () => Number(await page.locator('.event-total b').innerText())
    assert.ok((await total()) >= 80)
    await page.getByLabel('Mức độ').selectOption('high')
    await page.locator('.event-total b', { hasText: /^[12]\d$/ }).waitFor()
    const before = await total()
    await page.locator('.event-bar').nth(-3).click()
    await page.getByRole('button', { name: '(bỏ)' }).waitFor()
    await page.locator('.event-total b', { hasText: /^[01]$/ }).waitFor()
    await page.goBack()
    await page.locator('.event-total b', { hasText: new RegExp(`^${before}$`) }).waitFor()
    await page.reload()
    await page.locator('.event-total b', { hasText: new RegExp(`^${before}$`) }).waitFor()
    assert.equal(await page.getByRole('searchbox').inputValue(), 'un tac minh khai')
    assert.deepEqual(one.faults, [])
  })

  test('by keys alone: to the list, through it, open, narrowed to what is like it, back', async () => {
    await using one = await open('/su-kien?khoang=7d')
    const { page } = one
    await page.locator('.event-row').nth(50).waitFor()
    await page.keyboard.press('j')
    await page.locator('.event-detail').waitFor()
    await page.keyboard.press('j')
    await page.locator('.event-data', { hasText: '"Đếm xe 1"' }).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.locator('.event-detail').getByRole('button', { name: 'chỉ xem như vậy' }).first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.event-row', { hasText: 'traffic.jam' }).first().waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.locator('.event-detail').waitFor({ state: 'detached' })
    // Esc leads back to the row that was open.
    await page.locator('.event-row:focus').waitFor()
    await page.locator('.event-bar').last().focus()
    await page.keyboard.press('ArrowLeft')
    const [tabbable, current] = await page.evaluate(() => [
      document.querySelectorAll('.event-bar[tabindex="0"]').length,
      document.activeElement ===
        document.querySelectorAll('.event-bar')[document.querySelectorAll('.event-bar').length - 2],
    ])
    assert.deepEqual([tabbable, current], [1, true])
    await page.getByRole('button', { name: 'Bảng số' }).click()
    await page.locator('.event-table tbody tr').first().waitFor()
    assert.deepEqual(await axe(page), [])
    assert.deepEqual(one.faults, [])
  })

  test('an event has an address of its own; what does not exist says so; nothing found says how to go on', async () => {
    const { items } = (await t.call('GET', '/api/v1/events?q=dem+xe+259', { token })).body
    await using one = await open(`/su-kien/${String(items[0]?.['key'])}?khoang=1h`)
    const { page } = one
    await page.locator('.event-head h2', { hasText: 'Đếm xe 259' }).waitFor()
    await page.goto(`${t.address}/su-kien/nothing?q=khongcogi`)
    await page.locator('.events-detail .error').waitFor()
    await page.getByText('Không có sự kiện nào khớp.').waitFor()
    assert.deepEqual(await axe(page), [])
    await page.getByRole('button', { name: 'Bỏ lọc' }).click()
    await page.locator('.event-row').first().waitFor()
  })

  test('on a phone nothing is wider than the screen, and the detail lies over the list', async () => {
    await using one = await open('/su-kien', 390, 844)
    const { page } = one
    await page.locator('.event-row').nth(20).waitFor()
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    assert.deepEqual(await axe(page), [])
    await page.locator('.event-row').nth(3).click()
    await page.locator('.event-detail').waitFor()
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    assert.deepEqual(await axe(page), [])
    await page.getByRole('button', { name: '← trở lại' }).click()
    await page.locator('.event-row').nth(3).waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('what comes while somebody reads waits behind a count', async () => {
    await using one = await open('/su-kien?khoang=1h')
    const { page } = one
    await page.locator('.event-row').first().hover()
    await send([{ id: 'new', type: 'traffic.jam', time: new Date(Date.now() - HOUR / 60).toISOString(), data: 'Mới' }])
    await page.getByRole('button', { name: '1 tin mới' }).click({ timeout: 40_000 })
    await page.locator('.event-row', { hasText: 'Mới' }).waitFor()
  })
})
