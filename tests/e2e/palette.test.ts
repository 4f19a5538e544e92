import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe } from '../support/browser.ts'
import { onDemonstration } from '../support/demonstration.ts'

/** Ctrl K, by the keyboard alone. */
onDemonstration('the palette', ({ demonstration, open, idle }) => {
  const options = (page: Page) => page.locator('dialog.palette [role=option]')
  const active = async (page: Page): Promise<string> => {
    const id = await page.getByRole('combobox').getAttribute('aria-activedescendant')
    return id === null ? '' : ((await page.locator(`#${id}`).textContent()) ?? '')
  }

  test('Ctrl K finds a unit without marks and goes there; Escape gives the focus back; what was opened is offered', async () => {
    await using one = await open(1366, 768)
    const { page } = one
    await idle(page)
    const row = page.locator('.station-row').first()
    await row.focus()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('TUY HOA')
    await options(page).filter({ hasText: 'Phường Tuy Hòa' }).waitFor()
    assert.deepEqual(await axe(page), [])
    await page.keyboard.press('Escape')
    assert.equal(await row.evaluate((element) => element === document.activeElement), true)

    await page.keyboard.press('Control+k')
    await page.keyboard.type('phuong tuy hoa')
    await page.keyboard.press('Enter')
    await page.waitForURL(/xa=22015/)
    await page.locator('.map-unit', { hasText: 'Phường Tuy Hòa' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'MAIN')
    await page.keyboard.press('Control+k')
    await page.locator('.palette-group', { hasText: 'Vừa mở' }).waitFor()
    assert.match(await active(page), /Phường Tuy Hòa/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.search.includes('xa='))
    assert.deepEqual(one.faults, [])
  })

  test('a unit is found by its name of before, and says what became of it', async (context) => {
    const { body } = await demonstration().centre.call('GET', `/api/v1/units?q=${encodeURIComponent('phường 9')}`)
    if (body.items.length === 0) return context.skip('the register of this province has no earlier names')
    await using one = await open(1366, 768)
    await one.page.keyboard.press('Control+k')
    await one.page.keyboard.type('phuong 9')
    const found = options(one.page).filter({ hasText: 'Phường Tuy Hòa' })
    await found.waitFor()
    assert.match((await found.innerText()).normalize('NFC'), /Phường 9 \(cũ\).* → nay thuộc Phường Tuy Hòa/)
    assert.deepEqual(one.faults, [])
  })

  test('arrows, Home and End walk through pages, alerts, stations and units; Enter opens each in its place', async () => {
    await using one = await open(1366, 768, '/nguon-du-lieu')
    const { page } = one
    await page.locator('.source-table').waitFor()
    await page.keyboard.press('Control+k')
    const first = await active(page)
    await page.keyboard.press('ArrowUp')
    const last = await active(page)
    assert.notEqual(first, last)
    await page.keyboard.press('ArrowDown')
    assert.equal(await active(page), first)
    await page.keyboard.press('End')
    assert.equal(await active(page), last)
    await page.keyboard.press('Home')
    assert.equal(await active(page), first)

    await page.getByRole('combobox').fill('overview')
    await options(page).filter({ hasText: 'Toàn cảnh' }).waitFor()
    await page.getByRole('combobox').fill('ea sup')
    await options(page).filter({ hasText: 'Trạm Ea Súp' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/\?chon=station/)
    await page.locator('.station h2', { hasText: 'Ea Súp' }).waitFor()

    await page.locator('.alert-row').first().waitFor({ timeout: 120_000 })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('vuot 250')
    await options(page).filter({ hasText: 'PM2,5 vượt 250' }).first().waitFor({ timeout: 60_000 })
    await page.keyboard.press('Enter')
    await page.waitForURL(/canh-bao\/[0-9a-f-]{36}/)
    await page.locator('.alert-detail').waitFor()
    assert.deepEqual(one.faults, [])
  })

  test('an input method keeps its keys: its Enter ends the word, the next one opens', async () => {
    await using one = await open(1366, 768)
    const { page } = one
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox')
    await field.waitFor()
    const browserKeys = await page.context().newCDPSession(page)
    // As a Vietnamese input method does: the word under the hand is composed, then set.
    for (const text of ['t', 'tu', 'tuy', 'tuy h', 'tuy ho', 'tuy hoa', 'tuy hoà']) {
      await browserKeys.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
    }
    await page.waitForTimeout(400)
    for (const key of ['Enter', 'ArrowDown', 'Escape']) {
      await field.evaluate((element, pressed) => {
        const of = { key: pressed, isComposing: true, keyCode: 229, bubbles: true, cancelable: true }
        element.dispatchEvent(new KeyboardEvent('keydown', of))
      }, key)
    }
    assert.equal(await page.locator('dialog.palette').isVisible(), true)
    assert.equal(await field.inputValue(), 'tuy hoà')
    assert.doesNotMatch(page.url(), /xa=|chon=/)
    await browserKeys.send('Input.insertText', { text: 'tuy hoà' })
    assert.equal(await field.inputValue(), 'tuy hoà')
    await options(page).filter({ hasText: 'Tuy Hòa' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/xa=22015|chon=station/)
    assert.deepEqual(one.faults, [])
  })

  test('an answer to an earlier question is given up; a failure is said and mended; nothing found is said', async () => {
    await using one = await open(1366, 768)
    const { page } = one
    const aborted: string[] = []
    page.on('requestfailed', (request) => aborted.push(request.url()))
    await page.route(/units\?q=/, async (route) => {
      await new Promise((wait) => setTimeout(wait, 1500))
      await route.continue().catch(() => undefined)
    })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('ea')
    await page.waitForRequest(/units\?q=ea&/)
    await page.keyboard.type(' kar')
    // Enter before the answer: the best of the answer is opened, not of what stood there.
    await page.keyboard.press('Enter')
    await page.waitForURL(/chon=station|xa=/)
    assert.ok(
      aborted.some((url) => /units\?q=ea&/.test(url)),
      aborted.join(),
    )
    await page.unroute(/units\?q=/)

    await page.route(/assets\?q=/, (route) => route.abort())
    await page.keyboard.press('Control+k')
    await page.keyboard.type('krong')
    await page.locator('dialog.palette [role=alert]').waitFor()
    await options(page).filter({ hasText: 'Xã Krông' }).first().waitFor()
    await page.unroute(/assets\?q=/)
    await page.locator('dialog.palette').getByRole('button', { name: 'Thử lại' }).click()
    await options(page).filter({ hasText: 'Trạm Krông' }).first().waitFor()
    await page.getByRole('combobox').fill('không-có-nơi-này')
    await page.locator('.palette-none', { hasText: 'không-có-nơi-này' }).waitFor()
    assert.deepEqual(one.faults, [])
  })
})
