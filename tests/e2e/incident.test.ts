import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { seedDemoPeople } from '#engine/person'
import { TOKEN_SCOPES } from '#model'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { axe, noBrowser, openBrowser, openPage, signIn } from '../support/browser.ts'
import { type TestCentre, testCentre } from '../support/centre.ts'

const LONG =
  'Cháy rẫy cà phê lan về phía rừng phòng hộ, nhiều hộ dân thôn Ễ Ặ Ỡ đang tự sơ tán, cần xe chữa cháy và nước'

/** How an incident is brought to its end at the desk, from the alert on, by hand and by keys. */
describe('incidents on the screen', { skip: noBrowser() }, () => {
  let t: TestCentre
  let browser: Browser
  let token: string
  const passwords = new Map<string, string>()

  before(async () => {
    t = await testCentre({ contexts: ['live', 'demo'] })
    for (const one of await seedDemoPeople(t.centre.live, t.dataDir)) passwords.set(one.login, one.password)
    token = await t.token('tram', TOKEN_SCOPES, null, 'demo')
    const place = { name: 'Trạm Ea Súp', type: 'air-station', service: 'environment', lat: 13.07, lon: 107.88 }
    await t.call('POST', '/api/v1/assets', { token, body: [{ id: 'ea-sup', agency: 'H15.NNMT', ...place }] })
    const at = new Date(Date.now() - 60_000).toISOString()
    await t.call('POST', '/api/v1/observations', {
      token,
      body: [{ asset: 'ea-sup', property: 'pm25', at, value: 312 }],
    })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await t?.[Symbol.asyncDispose]()
  })

  async function open(login: string, path: string, width = 1366, height = 768) {
    const { page, faults } = await openPage(browser, width, height)
    await signIn(page, t.address, login, passwords.get(login) as string)
    await page.goto(t.address + path)
    return { page, faults, [Symbol.asyncDispose]: () => page.context().close() }
  }
  const made = async (title: string): Promise<string> =>
    String((await t.call('POST', '/api/v1/incidents', { token, body: { title, severity: 'high' } })).body['id'])
  const state = (page: Page, text: string) => page.locator('.incident-head p', { hasText: text }).waitFor()

  test('from an alert to its end: opened, begun, a photo added, closed by word, which it says for ever', async () => {
    await using one = await open('truc-ban', '/canh-bao')
    const { page } = one
    await page.locator('.alert-row').first().click()
    await page.getByRole('button', { name: 'Mở sự cố' }).click()
    await page.waitForURL(/su-co\//)
    await state(page, 'Mới')
    assert.deepEqual(await axe(page), [])
    await page.getByRole('button', { name: 'Bắt đầu xử lý' }).click()
    await state(page, 'Đang xử lý')
    await page.getByRole('button', { name: 'Ghi chú' }).click()
    await page.getByLabel('Ghi vào dòng thời gian').fill('đã tới nơi')
    await page.locator('.panel-form').getByRole('button', { name: 'Ghi chú' }).click()
    await page.locator('.incident-note', { hasText: 'đã tới nơi' }).waitFor()
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'hiện trường.jpg', mimeType: 'image/jpeg', buffer: bytes })
    await page.locator('.incident-files li', { hasText: 'không có giờ và nơi chụp' }).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.getByRole('button', { name: 'Đóng', exact: true }).click()
    const form = page.getByRole('form', { name: 'Đóng' })
    await form.getByRole('button', { name: 'Đóng' }).click()
    await form.getByText('Đóng: thiếu chứng cứ').waitFor()
    await form.getByLabel('Đã làm gì').fill('đã dập lửa')
    assert.deepEqual(await axe(page), [])
    await form.getByRole('button', { name: 'Đóng' }).click()
    await state(page, 'đóng bằng lời')
    await page.getByRole('link', { name: 'Cảnh báo 1' }).click()
    await page.getByRole('link', { name: 'Xem sự cố' }).waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('opened by hand with a key, given to somebody, merged and taken out again; the board shows it in its column', async () => {
    const other = await made('Khói ở Ea Bung')
    await using one = await open('truc-ban', '/su-co')
    const { page } = one
    await page.locator('.incident-card').first().waitFor()
    await page.keyboard.press('n')
    await page.getByLabel('Việc gì').fill(LONG)
    await page.keyboard.press('Enter')
    await state(page, 'Mới')
    await page.locator('.incident-assign select').selectOption({ label: 'Trực ban (trình diễn)' })
    await state(page, 'Đã giao')
    await page.getByRole('button', { name: 'Bảng', exact: true }).click()
    await page
      .locator('.incident-board section[aria-label="Đã giao"] .incident-card', { hasText: 'Cháy rẫy' })
      .waitFor()
    assert.deepEqual(await axe(page), [])
    await page.getByRole('button', { name: 'Gộp' }).click()
    await page.getByLabel('Gộp vào sự cố').selectOption(other)
    await page.locator('.panel-form').getByRole('button', { name: 'Gộp' }).click()
    await state(page, 'Đã gộp')
    await page.getByRole('button', { name: 'Gỡ ra' }).click()
    await state(page, 'Đã giao')
    assert.deepEqual(one.faults, [])
  })

  test('Ctrl K finds an incident by its words without marks, also one that is over', async () => {
    const id = await made('Sạt lở đèo Phượng Hoàng')
    await t.call('POST', `/api/v1/incidents/${id}/close`, { token, body: { evidence: [{ kind: 'note', text: 'x' }] } })
    await using one = await open('truc-ban', '/')
    const { page } = one
    await page.locator('.palette-button').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('sat lo deo')
    await page.getByRole('option', { name: /Sạt lở đèo Phượng Hoàng/ }).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`su-co/${id}`))
    await state(page, 'Đã đóng')
    assert.deepEqual(one.faults, [])
  })

  test('what somebody else changed meanwhile is told, and the newest state stands there', async () => {
    const id = await made('Ngập cầu')
    await using one = await open('truc-ban', `/su-co/${id}`)
    const { page } = one
    await state(page, 'Mới')
    await t.call('POST', `/api/v1/incidents/${id}/close`, { token, body: { evidence: [{ kind: 'note', text: 'x' }] } })
    await state(page, 'Đã đóng')
    await page.getByRole('button', { name: 'Mở lại' }).click()
    await page.getByLabel('Vì sao chưa xong').fill('nước lại lên')
    await page.locator('.panel-form').getByRole('button', { name: 'Mở lại' }).click()
    await state(page, 'mở lại 1 lần')
    assert.deepEqual(one.faults, [])
  })

  test('who only helps is told that the lead agency ends it, and adds a note', async () => {
    const id = await made('Cháy gần trạm')
    await t.call('POST', `/api/v1/incidents/${id}/cooperate`, { token, body: { agencies: ['H15.NNMT'] } })
    await t.call('POST', `/api/v1/incidents/${id}/assign`, { token, body: { agency: 'H15.CA' } })
    await using one = await open('can-bo-nnmt', `/su-co/${id}`)
    const { page } = one
    await page.getByText('Đóng: chỉ cơ quan chủ trì').waitFor()
    assert.equal(await page.locator('.incident-assign').count(), 0)
    await page.getByRole('button', { name: 'Ghi chú' }).click()
    await page.getByLabel('Ghi vào dòng thời gian').fill('trạm vẫn đo được')
    await page.locator('.panel-form').getByRole('button', { name: 'Ghi chú' }).click()
    await page.locator('.incident-note', { hasText: 'trạm vẫn đo được' }).waitFor()
    assert.deepEqual(await axe(page), [])
  })

  test('a leader sees it and is told who may act; a phone shows list, detail and verbs within its width', async () => {
    const id = await made(LONG)
    await using leader = await open('lanh-dao', `/su-co/${id}`)
    await leader.page.getByText(/Bắt đầu xử lý: chỉ/).waitFor()
    await using phone = await open('truc-ban', '/su-co', 390, 844)
    await phone.page.locator('.incident-card').first().waitFor()
    assert.ok((await phone.page.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    assert.deepEqual(await axe(phone.page), [])
    await phone.page.locator(`[data-incident="${id}"]`).click()
    await state(phone.page, 'Mới')
    assert.ok((await phone.page.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    assert.deepEqual(await axe(phone.page), [])
    assert.deepEqual([...leader.faults, ...phone.faults], [])
  })
})
