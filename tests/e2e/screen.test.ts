import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../support/browser.ts'
import { onDemonstration } from '../support/demonstration.ts'

/** The demonstration behind its real doors, looked at through a real browser. */
onDemonstration('the screen', (room) => {
  const { idle, visit } = room
  const open = (login: string, width: number, height: number, path = '/') => room.open(width, height, path, { login })

  test('the sign-in page names the centre and says TRÌNH DIỄN; a wrong password is refused in words', async () => {
    await using one = await visit(1366, 768)
    const { page, faults } = one
    await page.getByText('TRÌNH DIỄN').first().waitFor()
    await page.getByText('Đắk Lắk').first().waitFor()
    await page.fill('input[name=login]', 'truc-ban')
    await page.fill('input[name=password]', 'not-this-one-at-all')
    await page.press('input[name=password]', 'Enter')
    await page.getByRole('alert').getByText('Sai tên đăng nhập hoặc mật khẩu').waitFor()
    assert.deepEqual(await axe(page), [])
    assert.deepEqual(faults, [])
  })

  test('the overview: map, stations in their colours, an alert that came through MQTT, taken by a key alone', async () => {
    await using one = await open('truc-ban', 1920, 1080)
    const { page, faults } = one
    await idle(page)
    await page.getByText('TRÌNH DIỄN').first().waitFor()
    const alert = page.locator('.alert-row', { hasText: 'PM2,5 vượt 250' })
    await alert.waitFor({ timeout: 120_000 })
    assert.equal(await page.locator('.station-row').count(), 16)
    assert.match(
      await page.locator('.station-row', { hasText: 'Liên Sơn Lắk' }).innerText(),
      /chưa có dữ liệu từ \d\d:\d\d/,
    )
    await alert.click()
    assert.match(page.url(), /chon=alert/)
    await page.locator('.chart-canvas canvas').waitFor()
    assert.deepEqual(await axe(page), [])
    await page.keyboard.press('a')
    await page.getByText('Trực ban (trình diễn)').nth(1).waitFor()
    await page.locator('.alert-row', { hasText: 'Trực ban' }).waitFor()
    await page.reload()
    await page.locator('.alert-row.selected', { hasText: 'PM2,5 vượt 250' }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('every AQI opens to its proof, which computes to the same', async () => {
    await using one = await open('lanh-dao', 1920, 1080)
    await one.page.locator('.figure').first().waitFor()
    await one.page.locator('button.figure').first().click()
    await one.page.locator('.proof-verdict.ok').waitFor()
    assert.ok((await one.page.locator('.proof-hours tbody tr').count()) >= 10)
    assert.deepEqual(await axe(one.page), [])
    await one.page.keyboard.press('Escape')
    await one.page.locator('.proof').waitFor({ state: 'detached' })
    assert.deepEqual(one.faults, [])
  })

  test('alerts: j k / ? and search without marks; a leader sees the verb refused and why', async () => {
    await using one = await open('lanh-dao', 1366, 768, '/canh-bao')
    const { page } = one
    await page.locator('.alert-row:not(.ended)').first().waitFor()
    await page.keyboard.press('j')
    await page.waitForURL(/canh-bao\/[0-9a-f-]{36}/)
    await page.getByText('Nhận: chỉ trực ban').first().waitFor()
    await page.keyboard.press('?')
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.keyboard.type('ngung gui lien son')
    await page.waitForFunction(() => document.querySelectorAll('.alert-row').length === 1)
    assert.match(page.url(), /q=ngung/)
    assert.deepEqual(await axe(page), [])
    assert.deepEqual(one.faults, [])
  })

  test('sources: health and what could not be read, for those who may see it', async () => {
    await using one = await open('tich-hop', 1366, 768, '/nguon-du-lieu')
    await one.page.getByRole('button', { name: /Trạm tự động gửi tệp/ }).click()
    await one.page.locator('.quarantine-row', { hasText: 'ppm' }).waitFor()
    assert.deepEqual(await axe(one.page), [])
    await using other = await open('truc-ban', 1366, 768, '/nguon-du-lieu/td-thu-muc-tep')
    await other.page.getByText('Chỉ người quản lý nguồn xem được bản tin lỗi').waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('Hoàng Sa and Trường Sa are drawn on the map, and named in the inset', async () => {
    await using one = await open('truc-ban', 1920, 1080, '/?ban-do=112.4,12.6,5.2&tat=names,stations,alerts')
    const { page } = one
    await idle(page)
    const inset = (await page.locator('.map-inset').textContent()) ?? ''
    assert.match(inset.normalize('NFC').replaceAll(/\s+/g, ' '), /Quần đảo Hoàng Sa.*Quần đảo Trường Sa/)
    for (const [name, island, sea] of [
      ['Hoàng Sa', [112.34, 16.83], [113.8, 15.2]],
      ['Trường Sa', [114.33, 11.43], [116.6, 9]],
    ] as const) {
      assert.ok((await brightness(page, island[0], island[1])) > 90, `${name}: an island is drawn`)
      assert.ok((await brightness(page, sea[0], sea[1])) < 60, `${name}: there is sea around it`)
    }
    assert.deepEqual(one.faults, [])
  })

  test('a phone: work, map and figures as tabs, English complete, nothing wider than the screen', async () => {
    await using one = await open('truc-ban', 390, 844)
    const { page } = one
    for (const tab of ['Bản đồ', 'Số liệu', 'Việc']) {
      await page.getByRole('tab', { name: tab }).click()
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, tab)
    }
    assert.deepEqual(await axe(page), [])
    await page.locator('.person').click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('tab', { name: 'Work' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
    for (const path of ['/canh-bao', '/nguon-du-lieu']) {
      await page.goto(room.demonstration().address + path)
      await page.waitForTimeout(500)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, path)
      assert.deepEqual(await axe(page), [], path)
    }
    assert.deepEqual(one.faults, [])
  })
})

/** The mean of the brightest pixels around a place on the map, 0…255, as the screen shows it. */
async function brightness(page: Page, lon: number, lat: number): Promise<number> {
  const box = await page.locator('.map-canvas').boundingBox()
  assert.ok(box)
  const [centreLon, centreLat, zoom] = (new URL(page.url()).searchParams.get('ban-do') ?? '')
    .split(',')
    .map(Number) as [number, number, number]
  const world = 512 * 2 ** zoom
  const x = (of: number): number => ((of + 180) / 360) * world
  const y = (of: number): number =>
    (0.5 - Math.log(Math.tan(Math.PI / 4 + (of * Math.PI) / 360)) / (2 * Math.PI)) * world
  const at = { x: box.x + box.width / 2 + x(lon) - x(centreLon), y: box.y + box.height / 2 + y(lat) - y(centreLat) }
  const picture = await page.screenshot({ clip: { x: at.x - 4, y: at.y - 4, width: 8, height: 8 } })
  return page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(8, 8)
    const drawing = canvas.getContext('2d')
    if (!drawing) return -1
    drawing.drawImage(image, 0, 0)
    const { data } = drawing.getImageData(0, 0, 8, 8)
    const light = Array.from(
      { length: 64 },
      (_, i) => ((data[i * 4] ?? 0) + (data[i * 4 + 1] ?? 0) + (data[i * 4 + 2] ?? 0)) / 3,
    )
    return (
      light
        .sort((a, b) => b - a)
        .slice(0, 4)
        .reduce((sum, one) => sum + one, 0) / 4
    )
  }, picture.toString('base64'))
}
