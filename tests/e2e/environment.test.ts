import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { seedDemoPeople } from '#engine/person'
import { DAY, HOUR, LOCAL_OFFSET } from '#model'
import type { Browser, Page } from 'playwright-core'
import { axe, noBrowser, openBrowser, openPage, signIn } from '../support/browser.ts'
import { type TestCentre, testCentre } from '../support/centre.ts'

const DUSTY = 'tram-bui'
const CLEAN = 'tram-sach'
const SENSOR = 'cam-bien'
const SILENT = 'tram-im'
const NAMES = {
  [DUSTY]: 'Trạm Thử Bụi',
  [CLEAN]: 'Trạm Thử Sạch',
  [SENSOR]: 'Cảm biến Thử',
  [SILENT]: 'Trạm Thử Im',
} as const

/** The page Môi trường over values that a stranger sent through the door, looked at through a real browser. */
describe('the environment screen', { skip: noBrowser() }, () => {
  let t: TestCentre
  let browser: Browser
  let token: string
  const passwords = new Map<string, string>()
  const hour = Math.floor(Date.now() / HOUR) * HOUR

  async function send(rows: readonly (readonly [asset: string, property: string, at: number, value: number])[]) {
    const body = rows.map(([asset, property, at, value]) => ({
      asset,
      property,
      at: new Date(at).toISOString(),
      value,
    }))
    const answer = await t.call('POST', '/api/v1/observations', { token, body })
    assert.deepEqual([answer.status, answer.body['rejected']], [200, []])
  }

  before(async () => {
    t = await testCentre({ contexts: ['live', 'demo'] })
    for (const one of await seedDemoPeople(t.centre.live, t.dataDir)) passwords.set(one.login, one.password)
    token = await t.token('khong-khi', ['ingest', 'write', 'read'], null, 'demo')
    const asset = (id: keyof typeof NAMES, lat: number, type = 'air-station') => {
      return { id, name: NAMES[id], type, service: 'environment', lat, lon: 108.1 }
    }
    const assets = [asset(DUSTY, 12.7), asset(CLEAN, 12.9), asset(SENSOR, 12.8, 'air-sensor'), asset(SILENT, 13)]
    assert.equal((await t.call('POST', '/api/v1/assets', { token, body: assets })).status, 200)
    const hours = Array.from({ length: 72 }, (_, back) => hour - back * HOUR)
    await send(
      hours.flatMap((at) => [
        // Two hours of the day before are missing, at the same place of the chart.
        ...(at > hour - 8 * HOUR || at < hour - 9 * HOUR ? [[DUSTY, 'pm25', at, 40] as const] : []),
        [DUSTY, 'o3', at, 58] as const,
        [DUSTY, 'temp', at, 27.4] as const,
        [CLEAN, 'pm25', at, 10] as const,
        [SENSOR, 'pm25', at, 20] as const,
        ...(at < hour - 6 * HOUR ? [[SILENT, 'pm25', at, 60] as const] : []),
      ]),
    )
    await eventually(async () => {
      const of = await t.call('GET', `/api/v1/observations/latest?asset=${SILENT}&limit=10`, { token })
      return of.body.items.some((one) => String(one['property']) === 'vn_aqi_d')
    })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await t?.[Symbol.asyncDispose]()
  })

  async function open(path: string, of: { login?: string; width?: number; height?: number } = {}) {
    const { login = 'truc-ban', width = 1920, height = 1080 } = of
    const { page, faults } = await openPage(browser, width, height)
    await signIn(page, t.address, login, passwords.get(login) as string)
    await page.goto(t.address + path)
    return { page, faults, [Symbol.asyncDispose]: () => page.context().close() }
  }
  const row = (page: Page, id: keyof typeof NAMES) => page.locator('.env-row', { hasText: NAMES[id] })

  test('the worst air first, the unknown last and grey; the index, its words and limits come from what was sent', async () => {
    await using one = await open('/moi-truong')
    const { page, faults } = one
    await row(page, DUSTY).locator('.aqi-chip', { hasText: '80' }).waitFor()
    const names = await page.locator('.env-row-name').allInnerTexts()
    assert.deepEqual(names, [NAMES[DUSTY], NAMES[SENSOR], NAMES[CLEAN], NAMES[SILENT]])
    await row(page, DUSTY).getByText('Trung bình · PM2,5').waitFor()
    await row(page, SENSOR).getByText('tham khảo').waitFor()
    assert.match(await row(page, SILENT).innerText(), /–[^]*chưa có dữ liệu từ \d\d:\d\d/)
    assert.equal(await page.locator('.env-figure').innerText(), '80')
    await page.getByText('vẫn có thể hoạt động bên ngoài').waitFor()
    await page.getByText(/đủ 10\/12 giờ/).waitFor()
    await page.locator('.env-table').getByText('40,0 trên 45 · 24 giờ').waitFor()
    await page.locator('.env-table').getByText('58,0 trên 200 · 1 giờ').waitFor()
    await page.locator('.env-weather').getByText('27,4 °C').waitFor()
    // The proof of the shown hour stands under the map without being asked for, and takes no focus.
    await page.locator('.env-side .proof-verdict.ok', { hasText: '80' }).waitFor()
    assert.equal(await page.locator('.proof:focus-within').count(), 0)
    assert.deepEqual(await axe(page), [])
    await page.evaluate(() => localStorage.setItem('serepok-theme', 'light'))
    await page.reload()
    await page.locator('.env-side .proof-verdict.ok', { hasText: '80' }).waitFor()
    assert.deepEqual(await axe(page), [], 'light')
    assert.deepEqual(faults, [])
  })

  test('what is sent now is seen now', async () => {
    await using one = await open(`/moi-truong?tram=${CLEAN}`)
    await one.page.locator('.env-figure', { hasText: /^20$/ }).waitFor()
    await send([[CLEAN, 'pm25', hour + 60_000, 50]])
    await one.page.locator('.env-figure', { hasNotText: /^20$/ }).waitFor()
    const shown = Number(await one.page.locator('.env-figure').innerText())
    // The hour's mean is 30 now, and its weight in the NowCast the largest.
    assert.ok(shown > 20 && shown < 60, String(shown))
    await row(one.page, CLEAN)
      .locator('.aqi-chip', { hasText: String(shown) })
      .waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('an hour and a day open to their proofs, by keyboard alone, and Escape leads back', async () => {
    await using one = await open(`/moi-truong?tram=${DUSTY}`)
    const { page } = one
    await page.locator('.env-figure').waitFor()
    await page.locator('.env-figure').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/bang-chung=tram-bui/)
    await page.locator('.proof:focus-within .proof-verdict.ok', { hasText: '80' }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.searchParams.has('bang-chung'))
    await page.waitForFunction(() => document.activeElement?.classList.contains('env-figure'))

    const yesterday = page.locator('.heat-cell[tabindex="0"]')
    await yesterday.focus()
    assert.match((await yesterday.getAttribute('aria-label')) ?? '', /: 80 · Trung bình$/)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL(/vn_aqi_d/)
    await page.locator('.proof:focus-within .proof-verdict.ok', { hasText: '80' }).waitFor()
    const proof = await page.locator('.proof').innerText()
    assert.match(proof, new RegExp(`Ngày ${dayOf(hour - 2 * DAY)}`))
    assert.match(proof, /Σ C \/ 24 = 40,00/)
    assert.match(proof, /trung bình 8 giờ lớn nhất/)
    await page.reload()
    await page.locator('.proof .proof-verdict.ok', { hasText: '80' }).waitFor()
    assert.deepEqual(await axe(page), [])
    assert.deepEqual(one.faults, [])
  })

  test('a missing hour is a gap with its name, in the chart and in its twin table, where values open too', async () => {
    await using one = await open(`/moi-truong?tram=${DUSTY}`)
    const chart = one.page.locator('figure', { hasText: 'AQI giờ, 48 giờ' })
    await chart.getByRole('button', { name: 'Bảng số' }).click()
    await chart.locator('.chart-value').first().waitFor()
    const rows = await chart.locator('tbody tr').count()
    assert.ok(rows >= 44, String(rows))
    await chart.locator('.chart-value').first().click()
    await one.page.locator('.proof:focus-within .proof-verdict.ok').waitFor()
    await one.page.keyboard.press('Escape')
    const course = one.page.locator('.env-course')
    await course.getByRole('button', { name: 'Bảng số' }).click()
    await course.getByText('40,0').first().waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('stations are compared by keyboard, in one chart and one table, and the address keeps it', async () => {
    await using one = await open(`/moi-truong?tram=${DUSTY}`)
    const { page } = one
    await page.locator('.env-figure').waitFor()
    await page.keyboard.press('c')
    await page.waitForURL(/so=tram-bui/)
    await page.getByText('Chọn 2 đến 6 trạm').waitFor()
    await row(page, SENSOR).getByRole('checkbox').focus()
    await page.keyboard.press('x')
    await row(page, CLEAN).getByRole('checkbox').focus()
    await page.keyboard.press('Space')
    await page.waitForURL(/so=tram-bui%2Ccam-bien%2Ctram-sach/)
    await page.getByLabel('Thông số').selectOption('pm25')
    await page.locator('.env-compare .chart-canvas canvas').waitFor()
    const table = page.locator('.env-compare .env-table')
    assert.equal(await table.locator('tbody tr').count(), 3)
    assert.match(
      await table.locator('tbody tr').first().innerText(),
      /Trạm Thử Bụi\s+40,0\s+40,0\s+40,0\s+40,0\s+22\/24/,
    )
    assert.deepEqual(await axe(page), [])
    await page.reload()
    await table.getByText('Cảm biến Thử').waitFor()
    assert.equal(await row(page, SENSOR).getByRole('checkbox').getAttribute('aria-checked'), 'true')
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.searchParams.has('so'))
    assert.deepEqual(one.faults, [])
  })

  test('when nothing comes any more the page goes grey by itself', async () => {
    await using one = await open(`/moi-truong?tram=${DUSTY}`)
    const { page } = one
    await page.locator('.env-figure', { hasText: '80' }).waitFor()
    await page.clock.install({ time: Date.now() })
    await page.clock.fastForward(4 * HOUR)
    await page.locator('.env-figure-unknown').waitFor()
    await row(page, DUSTY)
      .getByText(/chưa có dữ liệu từ/)
      .waitFor()
    await page.getByText(/Lần cuối: AQI 80 lúc/).waitFor()
    assert.equal(await page.locator('.env-row .aqi-chip', { hasText: /\d/ }).count(), 0)
    assert.equal(await page.locator('.env-table').getByText('40,0').count(), 0)
  })

  test('nothing to see, no such station, and a failure that can be tried again', async () => {
    await using other = await open('/moi-truong', { login: 'can-bo-nnmt', width: 1366, height: 768 })
    await other.page.getByText('Chưa có trạm nào. Thêm nguồn ở trang Nguồn dữ liệu.').waitFor()
    await using one = await open('/moi-truong?tram=khong-co', { width: 1366, height: 768 })
    await one.page.getByText('Không có trạm này').waitFor()
    await one.page.route('**/api/v1/observations?*', (route) => route.abort())
    await row(one.page, DUSTY).getByRole('button').click()
    await one.page.locator('.env-station [role=alert]').first().waitFor()
    assert.equal(await row(one.page, DUSTY).count(), 1, 'the list goes on')
    await one.page.unroute('**/api/v1/observations?*')
    await one.page.locator('.env-station [role=alert] button').first().click()
    await one.page.locator('.env-station .chart-canvas canvas').first().waitFor()
    assert.deepEqual(await axe(one.page), [])
  })

  test('a small desk opens map and proof over the page; a phone goes from the list to the station, never sideways', async () => {
    await using desk = await open(`/moi-truong?tram=${DUSTY}`, { width: 1366, height: 768 })
    assert.equal(await desk.page.locator('.env-side').isVisible(), false)
    await desk.page.locator('.env-figure').click()
    await desk.page.locator('.env-side .proof-verdict.ok').waitFor()
    await desk.page.keyboard.press('Escape')
    await desk.page.keyboard.press('m')
    await desk.page.locator('.env-side .map-canvas').waitFor()

    await using phone = await open('/moi-truong', { width: 390, height: 844 })
    const { page } = phone
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    await row(page, DUSTY).waitFor()
    assert.equal(await sideways(), false, 'list')
    assert.deepEqual(await axe(page), [])
    await row(page, DUSTY).getByRole('button').click()
    await page.locator('.env-figure', { hasText: '80' }).waitFor()
    await page.locator('.heat-cell').first().waitFor()
    assert.equal(await sideways(), false, 'station')
    assert.deepEqual(await axe(page), [])
    await page.locator('.env-figure').click()
    await page.locator('.proof-verdict.ok').waitFor()
    assert.equal(await sideways(), false, 'proof')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Về danh sách' }).click()
    await page.getByRole('tab', { name: 'Bản đồ' }).click()
    await page.locator('.map-canvas').waitFor()
    assert.equal(await sideways(), false, 'map')
    assert.deepEqual([...desk.faults, ...phone.faults], [])
  })
})

function dayOf(at: number): string {
  const [year, month, day] = new Date(at + LOCAL_OFFSET).toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}

async function eventually(like: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await like()) return
    await new Promise((done) => setTimeout(done, 200))
  }
  assert.fail('it did not come')
}
