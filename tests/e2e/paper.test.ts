import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onDemonstration } from '../support/demonstration.ts'

/** What leaves the screen as pages of paper. */
onDemonstration('paper', ({ demonstration, open, idle }) => {
  test('on paper: A4, as many pages as needed, heads and marks, nothing cut off, tables that repeat their heads', async () => {
    await using one = await open(1366, 768)
    const { page } = one
    await idle(page)
    await page.locator('.alert-row').first().waitFor({ timeout: 120_000 })
    const sheets = async (): Promise<{ pages: number; a4: boolean }> => {
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
      const a4 = boxes.every(
        ([, width, height]) => Math.round(Number(width)) === 595 && Math.round(Number(height)) === 842,
      )
      return { pages: (pdf.match(/\/Type \/Page\b(?!s)/g) ?? []).length, a4 }
    }
    const overview = await sheets()
    assert.ok(overview.a4)
    assert.ok(overview.pages >= 2 && overview.pages <= 4, String(overview.pages))

    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 688, height: 1000 })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.locator('.print-head', { hasText: 'TRÌNH DIỄN' }).waitFor()
    assert.match((await page.locator('.print-head').textContent()) ?? '', /tính đến \d\d:\d\d ngày \d\d\/\d\d\/\d{4}/)
    const look = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      heads: [...document.querySelectorAll('.brief thead')].map((head) => getComputedStyle(head).display),
      rules: document.querySelector('.print-head style')?.textContent ?? '',
      cut: [...document.querySelectorAll<HTMLElement>('.brief *:not(svg, svg *)')]
        .filter((one) => getComputedStyle(one).display !== 'none' && one.scrollWidth > one.clientWidth + 2)
        .filter((one) => one.clientWidth > 0 && !one.classList.contains('visually-hidden'))
        .map((one) => one.className),
      ground: getComputedStyle(document.body).backgroundColor,
      text: getComputedStyle(document.body).color,
    }))
    assert.ok(look.wide <= 688, String(look.wide))
    assert.deepEqual([...new Set(look.heads)], ['table-header-group'])
    assert.match(look.rules, /counter\(page\)/)
    assert.deepEqual(look.cut, [])
    assert.deepEqual([look.ground, look.text], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'])
    const stations = (await page.locator('.brief').innerText()).normalize('NFC')
    assert.match(stations, /— \(chưa có dữ liệu từ [^)]+\)/)
    assert.match(stations, /Khẩn cấp|Cao|Trung bình|Thấp/)
    const inset = (await page.locator('.printed-map .map-inset').textContent()) ?? ''
    assert.match(inset.normalize('NFC').replaceAll(/\s+/g, ' '), /Quần đảo Hoàng Sa.*Quần đảo Trường Sa/)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.locator('.print-head').waitFor({ state: 'detached' })

    await page.emulateMedia({ media: null })
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.locator('.alert-row').first().click()
    await page.goto(`${demonstration().address}/canh-bao`)
    await page.locator('.alert-row', { hasText: 'PM2,5 vượt 250' }).first().click({ timeout: 60_000 })
    await page.locator('.alert-detail .chart').waitFor()
    assert.ok((await sheets()).pages <= 2)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.locator('.alert-detail .chart [role=img] > svg').waitFor()
    await page.goto(`${demonstration().address}/nguon-du-lieu`)
    await page.locator('.source-table').waitFor()
    assert.equal((await sheets()).pages, 1)

    // A page whose proof is always there prints all of itself.
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.goto(`${demonstration().address}/moi-truong`)
    await page.locator('.env-station .chart').first().waitFor()
    await page.locator('.env-side .proof').waitFor()
    await page.emulateMedia({ media: 'print' })
    for (const part of ['.env-list', '.env-station', '.env-side .proof']) {
      const box = await page.locator(part).first().boundingBox()
      assert.ok(box && box.height > 100, part)
    }
    await page.emulateMedia({ media: null })
    assert.ok((await sheets()).pages >= 2)
    assert.deepEqual(one.faults, [])
  })
})
