import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { callerOfToken, seedDemoPeople } from '#engine/person'
import { type MqttGateway, openMqttGateway } from '#gateways/mqtt'
import { DAY } from '#model'
import { connectAsync } from 'mqtt'
import type { Browser, Page } from 'playwright-core'
import { axe, noBrowser, openBrowser, openPage, signIn } from '../support/browser.ts'
import { type TestCentre, testCentre } from '../support/centre.ts'

/** What an integrator does about messages that nobody could read, with his own hands. */
describe('unreadable messages on the screen', { skip: noBrowser() }, () => {
  let t: TestCentre
  let browser: Browser
  let mqtt: MqttGateway
  let token: string
  let folder: string
  const passwords = new Map<string, string>()

  before(async () => {
    t = await testCentre({ contexts: ['live', 'demo'] })
    for (const one of await seedDemoPeople(t.centre.live, t.dataDir)) passwords.set(one.login, one.password)
    mqtt = await openMqttGateway({
      contexts: t.centre.contexts,
      host: '127.0.0.1',
      port: 0,
      authenticate: (secret) => callerOfToken(t.centre.live, secret),
    })
    token = await t.token('tram-moi', ['ingest', 'read', 'write'], 'H15.NNMT', 'demo')
    folder = join(t.dataDir, 'tram')
    mkdirSync(folder)
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await mqtt?.close()
    await t?.[Symbol.asyncDispose]()
  })

  async function open(login: string, path: string, width = 1366, height = 768) {
    const { page, faults } = await openPage(browser, width, height)
    await signIn(page, t.address, login, passwords.get(login) as string)
    await page.goto(t.address + path)
    return { page, faults, [Symbol.asyncDispose]: () => page.context().close() }
  }
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - DAY)
  const waiting = async (source: string): Promise<number> =>
    Number((await t.call('GET', `/api/v1/sources/${source}`, { token })).body['quarantined'])
  const count = (page: Page, n: number) =>
    page
      .locator('.quarantine-head')
      .getByText(new RegExp(`^\\s*${n} · giữ nguyên gốc`))
      .waitFor()

  test('a source is added by its form: the field that is wrong says so, then it reads its folder', async () => {
    await using one = await open('tich-hop', '/nguon-du-lieu')
    const { page } = one
    await page.getByRole('button', { name: 'Thêm nguồn' }).click()
    await page.getByLabel('Mã nguồn').fill('tram-tep')
    await page.getByLabel('Tên', { exact: true }).fill('Trạm gửi tệp')
    await page.getByLabel('Cách kết nối').selectOption('file-drop')
    await page.getByLabel('Bộ giải mã').selectOption('air-station')
    await page.getByLabel('Đơn vị cung cấp').selectOption('H15.NNMT')
    const form = page.locator('.source-form-page')
    await form.getByRole('button', { name: 'Thêm nguồn' }).click()
    await form.locator('.field', { hasText: 'Thư mục nhận tệp' }).locator('.sev-critical').waitFor()
    assert.equal(await page.getByLabel('Thư mục nhận tệp').getAttribute('aria-invalid'), 'true')
    assert.deepEqual(await axe(page), [])
    await page.getByLabel('Thư mục nhận tệp').fill(folder)
    await page.getByLabel('Xem lại sau').fill('1')
    await page.getByLabel('Tệp phải yên').fill('0')
    await form.getByRole('button', { name: 'Thêm nguồn' }).click()
    await page.waitForURL(/nguon-du-lieu\/tram-tep$/)
    await page.locator('.source-facts', { hasText: 'thư mục nhận tệp' }).waitFor()
    const { settings } = (await t.call('GET', '/api/v1/sources/tram-tep', { token })).body
    assert.equal(String(settings?.['folder']), folder)
    assert.deepEqual(one.faults, [])
  })

  test('messages of a station that nobody registered: registered here, one replayed, then all; the values are there', async () => {
    const client = await connectAsync(`mqtt://127.0.0.1:${mqtt.port}`, { username: 'tram-moi', password: token })
    for (let n = 0; n < 3; n += 1) {
      const at = new Date(hour.getTime() + n * 600_000).toISOString()
      const rows = [{ asset: 'tram-la', property: 'pm25', at, value: 20 + n }]
      await client.publishAsync('v1/observations', JSON.stringify(rows), { qos: 1 })
    }
    await client.endAsync()
    assert.equal(await waiting('tram-moi'), 3)

    await using one = await open('tich-hop', '/nguon-du-lieu/tram-moi')
    const { page } = one
    await count(page, 3)
    await page.locator('.quarantine-row', { hasText: 'thiết bị lạ' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.quarantine-message').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.quarantine-bytes mark', { hasText: 'tram-la' }).waitFor()
    assert.deepEqual(await axe(page), [])

    await page.getByRole('button', { name: 'Chạy lại 1' }).click()
    await page.locator('.replay-line', { hasText: '0 đã nhận, 1 vẫn lỗi' }).waitFor()
    await count(page, 3)

    await page.getByRole('button', { name: 'Khai báo thiết bị tram-la' }).click()
    const form = page.getByRole('form', { name: 'Khai báo thiết bị tram-la' })
    await form.getByLabel('Tên thiết bị').fill('Trạm mới')
    await form.getByRole('button', { name: 'Khai báo', exact: true }).click()
    await form.locator('.field', { hasText: 'Vĩ độ' }).locator('.sev-critical').waitFor()
    await form.getByLabel('Vĩ độ').fill('12,668')
    await form.getByLabel('Kinh độ').fill('108,089')
    await form.getByRole('button', { name: 'Khai báo', exact: true }).click()
    await form.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Chạy lại 1' }).click()
    await page.locator('.replay-line', { hasText: '1 đã nhận, 0 vẫn lỗi' }).waitFor()
    await count(page, 2)
    await page.getByRole('button', { name: 'Chạy lại tất cả 2' }).click()
    await page.locator('.replay-line', { hasText: '2 đã nhận, 0 vẫn lỗi' }).waitFor()
    await count(page, 0)
    await page.getByText('Không có bản tin lỗi.').waitFor()
    assert.deepEqual(await axe(page), [])
    assert.equal(await waiting('tram-moi'), 0)
    const path = `/api/v1/observations?asset=tram-la&property=pm25&from=${hour.toISOString()}`
    const { items } = (await t.call('GET', path, { token })).body
    assert.deepEqual(
      items.map((row) => Number(row['value'])),
      [20, 21, 22],
    )
    await page.getByRole('button', { name: 'Đã xử lý' }).click()
    await page.locator('.quarantine-message').nth(2).waitFor()
    assert.equal(await page.locator('.quarantine-message').count(), 3)
    assert.deepEqual(one.faults, [])
  })

  test('a line of TT 10/2021 with a wrong unit: shown where it is wrong, returned with a word, and taken back', async () => {
    const stamp = '20261124080000'
    writeFileSync(join(folder, `DL_TRAM_KHI_${stamp}.txt`), `PM2,5\t0,018\tppm\t${stamp}\t00\r\n`)
    await using one = await open('tich-hop', '/nguon-du-lieu/tram-tep')
    const { page } = one
    await page.locator('.quarantine-row', { hasText: 'ppm' }).click({ timeout: 60_000 })
    await page.locator('.quarantine-message').first().click()
    await page.locator('.quarantine-bytes mark', { hasText: /^ppm$/ }).waitFor()
    assert.match(await page.locator('.quarantine-bytes').innerText(), /PM2,5⇥0,018⇥ppm⇥/)
    await page.getByRole('button', { name: 'Trả hoặc bỏ qua' }).click()
    await page.getByRole('button', { name: 'Trả 1 bản tin' }).click()
    await page.getByText('Ít nhất 3 ký tự').waitFor()
    await page.getByLabel('Lý do').fill('đơn vị sửa lại đơn vị đo')
    assert.deepEqual(await axe(page), [])
    await page.getByRole('button', { name: 'Trả 1 bản tin' }).click()
    await page.getByText('1 bản tin không còn chờ.').waitFor()
    await count(page, 0)
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await count(page, 1)
    await page.locator('.quarantine-row', { hasText: 'ppm' }).waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('a source that learns: changed here, what it names for the first time is confirmed here', async () => {
    await using one = await open('tich-hop', '/nguon-du-lieu/tram-tep')
    const { page } = one
    await page.getByRole('button', { name: 'Sửa', exact: true }).click()
    assert.equal(await page.getByLabel('Thư mục nhận tệp').inputValue(), folder)
    await page.getByLabel('Thiết bị', { exact: true }).selectOption('learn')
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.locator('.source-facts', { hasText: 'tự thêm, chờ người xác nhận' }).waitFor()
    const stamp = '20261124090000'
    writeFileSync(join(folder, `DL_MOI_KHI_${stamp}.txt`), `PM2,5\t18\tug/m3\t${stamp}\t00\r\n`)
    await page.getByRole('button', { name: 'DL_MOI_KHI' }).click({ timeout: 60_000 })
    const form = page.getByRole('form', { name: 'Khai báo thiết bị DL_MOI_KHI' })
    await form.getByLabel('Tên thiết bị').fill('Trạm Mới')
    await form.getByLabel('Vĩ độ').fill('12,668')
    await form.getByLabel('Kinh độ').fill('108,089')
    assert.deepEqual(await axe(page), [])
    await form.getByRole('button', { name: 'Khai báo', exact: true }).click()
    await page.getByRole('button', { name: 'DL_MOI_KHI' }).waitFor({ state: 'detached' })
    const { items } = (await t.call('GET', '/api/v1/assets?confirmed=true&limit=1000', { token })).body
    assert.ok(items.some((asset) => String(asset['id']) === 'DL_MOI_KHI' && String(asset['name']) === 'Trạm Mới'))
    assert.deepEqual(one.faults, [])
  })

  test('on a phone nothing is wider than the screen; who may not manage sources is told who may', async () => {
    await using one = await open('tich-hop', '/nguon-du-lieu/tram-tep', 390, 844)
    await one.page.locator('.quarantine-row').first().click()
    await one.page.locator('.quarantine-message').first().click()
    await one.page.locator('.quarantine-bytes').waitFor()
    assert.ok((await one.page.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    assert.deepEqual(await axe(one.page), [])
    await using other = await open('truc-ban', '/nguon-du-lieu/tram-tep')
    await other.page.getByText('Chỉ người quản lý nguồn xem được bản tin lỗi').waitFor()
    await other.page.getByText('Sửa: chỉ người quản lý nguồn').waitFor()
    await other.page.getByText('Thêm nguồn: chỉ người quản lý nguồn').waitFor()
    assert.equal(await other.page.locator('.quarantine-row').count(), 0)
    assert.deepEqual([...one.faults, ...other.faults], [])
  })
})
