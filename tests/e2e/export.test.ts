import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import type { Locator, Page } from 'playwright-core'
import readSheet from 'read-excel-file/node'
import { onDemonstration } from '../support/demonstration.ts'

/** What leaves the screen as files. */
onDemonstration('export', ({ demonstration, open, idle }) => {
  test('export: CSV and XLSX say first what is not real and hold no formula; the picture is what is seen', async () => {
    await using one = await open(1366, 768)
    const { page } = one
    await idle(page)
    await page.locator('.alert-row').first().waitFor({ timeout: 120_000 })
    const csv = await download(page, page.locator('.map-layers'), 'CSV')
    assert.match(csv.name, /^TRÌNH-DIỄN_.*\.csv$/)
    const cells = parse(readFileSync(csv.path), { bom: true }) as string[][]
    assert.match(cells[0]?.[0] ?? '', /^TRÌNH DIỄN/)
    const stations = cells.filter(([name]) => /^Trạm (?!quan)/.test(name ?? ''))
    assert.ok(stations.length >= 14, String(stations.length))
    assert.ok(cells.flat().every((cell) => !/^[\s]*[=+@]/.test(cell)))
    const xlsx = await download(page, page.locator('.map-layers'), 'XLSX')
    const [sheet] = (await readSheet(readFileSync(xlsx.path))) as unknown as { data: unknown[][] }[]
    assert.match(String(sheet?.data[0]?.[0]), /^TRÌNH DIỄN/)
    assert.equal(sheet?.data.length, cells.length)

    const shot = (await page.locator('.map').screenshot()).toString('base64')
    const box = await page.locator('.map').boundingBox()
    const png = await download(page, page.locator('.map-layers'), 'PNG')
    const seen = await compare(page, readFileSync(png.path).toString('base64'), shot)
    assert.equal(seen.width, box?.width)
    assert.ok(seen.band > 60 && seen.band < 200, String(seen.band))
    assert.ok(seen.same > 0.93, `${seen.same} of the picture is as on the screen`)
    assert.ok(seen.green > 50, 'the stations have their colour')

    await page.goto(`${demonstration().address}/canh-bao`)
    await page.locator('.alert-row', { hasText: 'PM2,5 vượt 250' }).first().click({ timeout: 60_000 })
    await page.locator('.alert-detail .chart-canvas canvas').waitFor()
    for (const kind of ['CSV', 'XLSX', 'PNG'] as const) {
      const chart = await download(page, page.locator('.alert-detail .chart'), kind)
      assert.match(chart.name, new RegExp(`^TRÌNH-DIỄN_.*PM2-5.*\\.${kind.toLowerCase()}$`))
      assert.match((await download(page, page.locator('.alerts-top'), kind)).name, /Cảnh-báo/)
    }
    assert.deepEqual(one.faults, [])
  })
})

async function download(page: Page, part: Locator, kind: string): Promise<{ name: string; path: string }> {
  await part.getByRole('button', { name: 'Xuất' }).click()
  const coming = page.waitForEvent('download')
  await page.locator('.export-menu:popover-open button', { hasText: kind }).click()
  const file = await coming
  await page.locator('.export-menu:popover-open').waitFor({ state: 'detached' })
  return { name: file.suggestedFilename().normalize('NFC'), path: await file.path() }
}

/** How much of a picture below its band is as in a shot of the screen, and how much has the colour of clean air. */
function compare(page: Page, picture: string, shot: string) {
  return page.evaluate(
    async ([one, other]) => {
      const pixels = async (base64: string) => {
        const image = new Image()
        image.src = `data:image/png;base64,${base64}`
        await image.decode()
        const canvas = new OffscreenCanvas(image.width, image.height)
        const drawing = canvas.getContext('2d')
        if (!drawing) throw new Error('no canvas')
        drawing.drawImage(image, 0, 0)
        return drawing.getImageData(0, 0, image.width, image.height)
      }
      const [mine, theirs] = [await pixels(one), await pixels(other)]
      const band = mine.height - theirs.height
      let same = 0
      let green = 0
      for (let y = 0; y < theirs.height; y += 1) {
        for (let x = 0; x < theirs.width; x += 1) {
          const a = ((y + band) * mine.width + x) * 4
          const b = (y * theirs.width + x) * 4
          const part = (of: ImageData, at: number, channel: number): number => of.data[at + channel] ?? 0
          const apart = [0, 1, 2].reduce((sum, c) => sum + Math.abs(part(mine, a, c) - part(theirs, b, c)), 0)
          if (apart < 60) same += 1
          if (part(mine, a, 0) < 40 && part(mine, a, 1) > 200 && part(mine, a, 2) < 40) green += 1
        }
      }
      return { width: mine.width, band, same: same / (theirs.width * theirs.height), green }
    },
    [picture, shot] as const,
  )
}
