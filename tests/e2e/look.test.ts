import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../support/browser.ts'
import { onDemonstration } from '../support/demonstration.ts'

/** Every page in the light theme, and on large screens. */
onDemonstration('themes and sizes', ({ demonstration, open, idle }) => {
  const options = (page: Page) => page.locator('dialog.palette [role=option]')

  for (const [width, height] of [
    [1366, 768],
    [390, 844],
  ] as const) {
    test(`light, ${width} px: every page reads (axe), nothing is wider than the screen`, async () => {
      await using one = await open(width, height, '/', { theme: 'light', login: 'tich-hop' })
      const { page } = one
      const check = async (what: string): Promise<void> => {
        assert.equal(await page.evaluate(() => document.documentElement.dataset['theme']), 'light')
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, what)
        assert.deepEqual(await axe(page), [], what)
      }
      await page.locator('.station-row').first().waitFor()
      await check('overview')
      if (width > 640) {
        await idle(page)
        await page.locator('button.figure').first().click()
        await page.locator('.proof-verdict').waitFor()
        await check('proof')
        await page.keyboard.press('Escape')
      }
      await page.locator('.station-row').first().click()
      await page.locator('.station .chart').waitFor()
      await check('station')
      await page.locator('.palette-button').click()
      await page.keyboard.type('ea')
      await options(page).first().waitFor()
      await check('palette')
      await page.goto(`${demonstration().address}/canh-bao`)
      await page.locator('.alert-row').first().waitFor({ timeout: 120_000 })
      await check('alerts')
      await page.locator('.alert-row').first().click()
      await page.locator('.alert-detail').waitFor()
      await check('alert')
      await page.goto(`${demonstration().address}/nguon-du-lieu/td-thu-muc-tep`)
      await page.locator('.quarantine').waitFor()
      await check('source')
      await page.locator('.person').click()
      await page.getByRole('button', { name: 'Đăng xuất' }).click()
      await page.locator('input[name=login]').waitFor()
      await check('sign-in')
      assert.deepEqual(one.faults, [])
    })
  }

  test('3840 px is 1920 at scale 2, canvases as sharp as the letters; 2560 px lies between', async () => {
    const path = '/?chon=station%3Atd-ea-sup'
    const parts = [
      '.top',
      '.rail',
      '.figures',
      '.operations-list',
      '.map-canvas',
      '.operations-side',
      '.palette-button',
    ]
    const measure = async (width: number, height: number) => {
      await using one = await open(width, height, path)
      const { page } = one
      await idle(page)
      await page.locator('.station .chart-canvas canvas').waitFor()
      const boxes = await Promise.all(parts.map((part) => page.locator(part).first().boundingBox()))
      const canvases = await page.evaluate(() =>
        [...document.querySelectorAll('canvas')].map((canvas) => canvas.width / canvas.getBoundingClientRect().width),
      )
      assert.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true)
      // The pointer finds what it points at.
      await page.locator('.station .chart-canvas').scrollIntoViewIfNeeded()
      const chart = await page.locator('.station .chart-canvas').boundingBox()
      assert.ok(chart)
      const y = chart.y + chart.height / 2
      await page.mouse.move(chart.x + chart.width * 0.4, y)
      await page.mouse.down()
      await page.mouse.move(chart.x + chart.width * 0.8, y, { steps: 4 })
      const marked = await page.locator('.chart-marked').boundingBox()
      await page.mouse.up()
      assert.ok(marked && Math.abs(marked.width - chart.width * 0.4) < 3, JSON.stringify(marked))
      await page.keyboard.press('Control+k')
      const dialog = await page.locator('dialog.palette').boundingBox()
      assert.ok(dialog && dialog.y + dialog.height <= height && dialog.x >= 0)
      assert.deepEqual(one.faults, [])
      return { boxes, canvases }
    }
    const desk = await measure(1920, 1080)
    const large = await measure(3840, 2160)
    desk.boxes.forEach((box, at) => {
      const twice = large.boxes[at]
      assert.ok(box && twice)
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        assert.ok(Math.abs(twice[side] - 2 * box[side]) <= 3, `${parts[at]} ${side}: ${box[side]} and ${twice[side]}`)
      }
    })
    for (const sharpness of large.canvases) assert.ok(Math.abs(sharpness - 1) < 0.02, String(sharpness))
    const between = await measure(2560, 1440)
    assert.ok(Math.abs((between.boxes[1]?.width ?? 0) / (desk.boxes[1]?.width ?? 1) - 1.25) < 0.02)
  })
})
