import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { HOUR, PublicFigures, PublicHistory, bucketStart } from '#model'
import { parse } from 'csv-parse/sync'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { axe, noBrowser, openBrowser, openPage } from '../support/browser.ts'
import { type TestCentre, testCentre } from '../support/centre.ts'

const STATIONS = [
  // An id may hold a slash: its page has an address all the same.
  { id: 'tram/ea-sup', name: 'Trạm Ea Súp', lat: 13.07, lon: 107.886 },
  { id: 'tram-tuy-hoa', name: 'Trạm Tuy Hòa', lat: 13.088, lon: 109.303 },
  { id: 'tram-im', name: 'Trạm im lặng', lat: 12.689, lon: 108.038 },
]

/** The public pages over data that came in by the door, looked at by a stranger. */
describe('the public pages', { skip: noBrowser() }, () => {
  let t: TestCentre
  let browser: Browser
  const hour = bucketStart(Date.now(), HOUR)

  before(async () => {
    t = await testCentre()
    const assets = STATIONS.map((one) => ({ ...one, type: 'air-station', service: 'environment', agency: 'H15.NNMT' }))
    assert.equal(Number((await t.call('POST', '/api/v1/assets', { body: assets })).body['accepted']), 3)
    const rows = [
      ...past('tram/ea-sup', 50, 48),
      ...past('tram-tuy-hoa', 12, 48),
      // Fell silent five hours ago: unknown by now.
      ...past('tram-im', 20, 48).filter(({ at }) => Date.parse(at) < hour - 5 * HOUR),
    ]
    assert.equal(Number((await t.call('POST', '/api/v1/observations', { body: rows })).body['accepted']), rows.length)
    for (let tries = 0; !(await derived()); tries += 1) {
      assert.ok(tries < 200, 'not everything was derived')
      await sleep(300)
    }
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await t?.[Symbol.asyncDispose]()
  })

  function past(asset: string, base: number, hours: number) {
    return Array.from({ length: hours }, (_, back) => hour - (back + 1) * HOUR).flatMap((at) =>
      ['pm25', 'o3'].map((property) => {
        return { asset, property, at: new Date(at).toISOString(), value: base + ((at / HOUR) % 7) }
      }),
    )
  }
  /** Whether the index of every station has an hour, and a day has its own. */
  async function derived(): Promise<boolean> {
    const { items } = await figures()
    const hours = items.flatMap(({ values }) => values.filter(({ property, at }) => property === 'vn_aqi_h' && at))
    const days = await t.call('GET', '/cong-khai/khong-khi/theo-ngay.json?asset=tram-tuy-hoa', { token: null })
    const { items: list } = PublicHistory.parse(days.body)
    return hours.length === STATIONS.length && list.some(({ values }) => values[0]?.value != null)
  }
  const figures = async () =>
    PublicFigures.parse((await t.call('GET', '/cong-khai/khong-khi.json', { token: null })).body)
  async function open(path: string, width: number, height: number) {
    const { page, faults } = await openPage(browser, width, height)
    await page.goto(t.address + path)
    return { page, faults, [Symbol.asyncDispose]: () => page.context().close() }
  }
  const card = (page: Page, name: string) => page.locator('.public-card', { hasText: name })
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

  test('a stranger on a phone sees each station in words; the silent one is grey and says since when', async () => {
    await using one = await open('/cong-khai', 390, 844)
    const { page } = one
    await page.getByText('THỬ NGHIỆM').first().waitFor()
    await page.getByText('Đắk Lắk').first().waitFor()
    const { items } = await figures()
    for (const asset of items) {
      const index = asset.values.find(({ property }) => property === 'vn_aqi_h')
      const text = await card(page, asset.name).innerText()
      if (index?.value == null) assert.match(text, /^—[\s\S]*Chưa rõ: chưa có dữ liệu từ/)
      else assert.match(text, new RegExp(`^${index.value}\\b[\\s\\S]*(Tốt|Trung bình|Kém|Xấu)[\\s\\S]*Mọi người`))
    }
    assert.doesNotMatch(await card(page, 'im lặng').innerText(), /\b0\b|Mọi người/)
    assert.equal(await fits(page), true)
    assert.deepEqual(await axe(page), [])
    const small = await page
      .locator('.public a:visible, .public button:visible')
      .evaluateAll((list) =>
        list
          .filter((one) => one.getBoundingClientRect().height < 44 && !one.matches('.skip, .public-open'))
          .map((one) => one.textContent),
      )
    assert.deepEqual(small, [])
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Everybody').first().waitFor()
    assert.doesNotMatch(await page.locator('main').innerText(), /Chưa|trạm có|Mọi người/)
    assert.equal(await fits(page), true)
    assert.deepEqual(one.faults, [])
  })

  test('a station opens at an address of its own: past, limits and a proof that computes to the number', async () => {
    await using one = await open('/cong-khai', 1366, 768)
    const { page } = one
    await card(page, 'Ea Súp').click()
    await page.waitForURL(/\/cong-khai\/tram%2Fea-sup$/)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Trạm Ea Súp' }).waitFor()
    const shown = await page.locator('.public-number').innerText()
    await page.locator('.public-same', { hasText: `ra ${shown},` }).waitFor()
    assert.equal(await page.locator('.public-bar').count(), 48)
    assert.ok((await page.locator('.public-steps tbody tr').count()) >= 12)
    await page.getByText(/ trên 45 · 24 giờ/).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.getByText('Xem bảng số từng giờ').click()
    await page.locator('.public-table .public-link').nth(5).click()
    await page.waitForURL(/gio=/)
    await page.locator('.public-same').waitFor()
    await page.locator('a.public-day').last().click()
    await page.waitForURL(/ngay=/)
    await page.getByText(/^AQI của ngày/).waitFor()
    await page.locator('.public-same').waitFor()
    await page.getByRole('link', { name: /Tất cả các trạm/ }).click()
    await card(page, 'Ea Súp').waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('the CSV and the JSON that are downloaded say what the page says', async () => {
    await using one = await open('/cong-khai/tram%2Fea-sup', 1366, 768)
    const { page } = one
    await page.locator('.public-bar').first().waitFor()
    const files = page.locator('.public-files li').first()
    const [download] = await Promise.all([page.waitForEvent('download'), files.getByText('CSV').click()])
    assert.match(download.suggestedFilename(), /^khong-khi-theo-gio-THU-NGHIEM-\d{8}-\d{4}\.csv$/)
    const rows = parse(readFileSync(await download.path(), 'utf8'), { bom: true, columns: true }) as Record<
      string,
      string
    >[]
    const address = (await files.getByText('JSON').getAttribute('href')) as string
    const history = PublicHistory.parse(await (await fetch(t.address + address)).json())
    const index = history.items.map(({ at, values }) => [
      Date.parse(at),
      values.find((x) => x.property === 'vn_aqi_h')?.value,
    ])
    assert.deepEqual(
      rows
        .filter((row) => row['property'] === 'vn_aqi_h')
        .map((row) => [Date.parse(row['at'] ?? ''), row['value'] ? Number(row['value']) : null]),
      index,
    )
    await page.getByText('Xem bảng số từng giờ').click()
    const table = await page.locator('details tbody td.number').allInnerTexts()
    assert.deepEqual(
      table.toReversed(),
      index.slice(-48).map(([, value]) => (value == null ? '—' : String(value))),
    )
    assert.deepEqual(one.faults, [])
  })

  test('found without marks; a commune without a station is shown the nearest; near me stays in the machine', async () => {
    await using one = await open('/cong-khai', 390, 844)
    const { page } = one
    await page.locator('.public-card').first().waitFor()
    await page.fill('.public-search', 'tuy hoa')
    await page.waitForFunction(() => document.querySelectorAll('.public-card').length === 1)
    await page.fill('.public-search', 'song cau')
    await page.getByText(/^Chưa có trạm ở .*Sông Cầu/).waitFor()
    assert.match(await page.locator('.public-card').first().innerText(), /Tuy Hòa[\s\S]*\d+ km/)
    await page.fill('.public-search', 'qqq')
    await page.getByText('Không có trạm hay xã, phường nào').waitFor()
    await page.fill('.public-search', '')
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation({ latitude: 13.1, longitude: 109.3 })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByRole('button', { name: 'Gần tôi' }).click()
    await page.getByText('Gần bạn trước').waitFor()
    assert.match(await page.locator('.public-card').first().innerText(), /Tuy Hòa/)
    assert.ok(
      asked.every((url) => !/13\.1|109\.3/.test(url)),
      asked.join(' '),
    )
    assert.deepEqual(one.faults, [])
  })

  test('light, unless the system is dark; printed without controls; without scripts the data is still there', async () => {
    const look = async (options: BrowserContextOptions) => {
      const context = await browser.newContext(options)
      const page = await context.newPage()
      await page.goto(`${t.address}/cong-khai`)
      return { page, [Symbol.asyncDispose]: () => context.close() }
    }
    const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme'])
    for (const colorScheme of ['light', 'dark'] as const) {
      await using one = await look({ colorScheme, viewport: { width: 1920, height: 1080 } })
      await one.page.locator('.public-card').first().waitFor()
      assert.equal(await theme(one.page), colorScheme)
      assert.deepEqual(await axe(one.page), [])
      await one.page.emulateMedia({ media: 'print' })
      assert.equal(await one.page.locator('.public-finder').isVisible(), false)
      assert.equal(await one.page.locator('.public-card').first().isVisible(), true)
    }
    await using bare = await look({ javaScriptEnabled: false })
    assert.equal(await bare.page.getByRole('link', { name: 'CSV' }).getAttribute('href'), '/cong-khai/khong-khi.csv')
  })

  test('the page loads nothing of the desk, the map or the charts, and no cookie', async () => {
    await using one = await open('/cong-khai', 390, 844)
    await one.page.locator('.public-card').first().waitFor()
    const loaded = await one.page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name))
    assert.ok(loaded.some((name) => /publication/.test(name)))
    assert.deepEqual(
      loaded.filter((name) => /maplibre|echarts|operations|alert|frame|session$/.test(name)),
      [],
    )
    assert.deepEqual(await one.page.context().cookies(), [])
  })

  test('the way in: from the sign-in page; an unknown station is told in words', async () => {
    await using one = await open('/dang-nhap', 390, 844)
    await one.page.getByRole('link', { name: 'Xem chất lượng không khí' }).click()
    await card(one.page, 'Ea Súp').waitFor()
    await one.page.goto(`${t.address}/cong-khai/khong-co`)
    await one.page.getByText('Không có trạm này').waitFor()
    assert.deepEqual(one.faults, [])
  })
})
