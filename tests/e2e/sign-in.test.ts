import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Role } from '#model'
import { firstAdministrator } from '#engine/person'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { axe, noBrowser, openBrowser, openPage } from '../support/browser.ts'
import { type TestCentre, testCentre } from '../support/centre.ts'
import { signInAs } from '../support/people.ts'

const LOGIN = 'quan-tri-thu'
const PASSWORD = 'một mật khẩu thật dài'

/** The first administrator from the one-time link to the desk, by keyboard, and in again by code and by recovery code. */
describe('signing in by two steps', { skip: noBrowser() }, () => {
  let t: TestCentre
  let browser: Browser
  before(async () => {
    t = await testCentre()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await t?.[Symbol.asyncDispose]()
  })

  const fit = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  const looked = async (page: Page, what: string) => {
    for (const theme of ['dark', 'light']) {
      await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme)
      // Colours glide from one theme to the other.
      await page.waitForFunction(() => document.getAnimations().length === 0)
      assert.deepEqual(await axe(page), [], `${what}, ${theme}`)
    }
    assert.equal(await fit(page), true, `${what} is wider than the window`)
  }
  const password = async (page: Page) => {
    await page.fill('input[name=login]', LOGIN)
    await page.fill('input[name=password]', PASSWORD)
    await page.press('input[name=password]', 'Enter')
  }

  test('the first administrator enrols a phone, keeps the codes, and comes in again', async () => {
    const { page, faults } = await openPage(browser, 390, 844)
    await page.goto(`${t.address}/moi/${(await firstAdministrator(t.centre.live)) ?? ''}`)
    await page.fill('input[name=name]', 'Người Thử')
    await page.fill('input[name=login]', LOGIN)
    await page.fill('input[name=password]', PASSWORD)
    // The page then asks who is here and takes the sign-in page's place at the usual address.
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/session') && answer.status() === 401)
    await page.press('input[name=password]', 'Enter')
    await asked
    await page.waitForURL(`${t.address}/`)
    await password(page)

    await page.getByRole('heading', { name: 'Bật xác thực hai bước' }).waitFor()
    await page.getByRole('img', { name: 'Mã QR của ứng dụng xác thực' }).waitFor()
    await looked(page, 'enrolment')
    const secret = (await page.locator('.entry-key').innerText()).replaceAll(/\s/g, '')
    const authenticator = new TOTP({ secret })
    await page.fill('input[name=code]', '000000')
    await page.press('input[name=code]', 'Enter')
    await page.getByRole('alert').getByText('Mã không đúng').waitFor()
    await page.fill('input[name=code]', authenticator.generate())
    await page.press('input[name=code]', 'Enter')

    await page.getByRole('heading', { name: 'Mã khôi phục' }).waitFor()
    const codes = await page.locator('.entry-codes code').allInnerTexts()
    assert.equal(new Set(codes).size, 10)
    await looked(page, 'recovery codes')
    // The session is whole by now; asking again who is here must not take the codes away.
    await page.evaluate(() => dispatchEvent(new Event('visibilitychange')))
    await page.getByRole('heading', { name: 'Mã khôi phục' }).waitFor()
    await page.getByRole('button', { name: 'Tôi đã cất các mã này' }).press('Enter')
    await page.waitForSelector('.frame')

    await page.context().clearCookies()
    await page.reload()
    await password(page)
    await page.getByRole('heading', { name: 'Mã xác thực' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'code')
    await looked(page, 'code')
    await page.keyboard.type(authenticator.generate({ timestamp: Date.now() + 30_000 }))
    await page.keyboard.press('Enter')
    await page.waitForSelector('.frame')

    await page.context().clearCookies()
    await page.reload()
    await password(page)
    await page.getByRole('button', { name: 'Không có điện thoại?' }).press('Enter')
    await looked(page, 'recovery code')
    await page.fill('input[name=code]', codes[0] ?? '')
    await page.press('input[name=code]', 'Enter')
    await page.waitForSelector('.frame')
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  test('an administrator whose password is two months old chooses another before the desk', async () => {
    const { page, faults } = await openPage(browser, 390, 844)
    await t.centre.live.db.query(`update person set password_at = now() - interval '60 days'`)
    await t.centre.live.db.query('update session set second = true')
    await page.goto(t.address)
    await password(page)
    await page.getByRole('heading', { name: 'Mã xác thực' }).waitFor()
    await t.centre.live.db.query('update session set second = true')
    await page.reload()
    await page.getByRole('heading', { name: 'Đổi mật khẩu' }).waitFor()
    await looked(page, 'password')
    await page.fill('input[name=current]', PASSWORD)
    await page.fill('input[name=password]', PASSWORD)
    await page.press('input[name=password]', 'Enter')
    await page.getByRole('alert').getByText('đã dùng gần đây').waitFor()
    await page.fill('input[name=password]', 'mới 8 chữ')
    await page.press('input[name=password]', 'Enter')
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
    assert.deepEqual(faults, [])
    await page.context().close()
  })

  async function as(role: Role, width: number, height: number) {
    const who = await signInAs(t, role, null)
    const { page, faults } = await openPage(browser, width, height)
    const [name = '', value = ''] = who.headers.cookie.split('=')
    await page.context().addCookies([{ name, value, url: t.address }])
    return { ...who, page, faults }
  }

  test('the security officer sees grants and no figure, and confirms one by keyboard; revoking asks once more', async () => {
    const { id: other } = await signInAs(t, 'duty', null)
    for (const [width, height] of [
      [1366, 768],
      [390, 844],
    ] as const) {
      const { page, faults } = await as('security-officer', width, height)
      await page.goto(t.address)
      await page.waitForURL('**/quan-tri')
      await page.getByText('Trực ban').first().waitFor()
      assert.equal(await page.locator('.rail').count(), 0)
      await looked(page, 'access review')
      await page.context().close()
      assert.deepEqual(faults, [])
    }
    const { page, id } = await as('security-officer', 1366, 768)
    await page.goto(`${t.address}/quan-tri`)
    const row = page.locator('tr', { hasText: 'Trực ban' })
    await row.getByRole('button', { name: 'Xác nhận' }).press('Enter')
    const reviewed = async () =>
      t.centre.live.db.query<{ reviewed_by: string }>('select reviewed_by from person_grant where person = $1', [other])
    for (let tries = 0; tries < 100 && (await reviewed())[0]?.reviewed_by !== id; tries += 1)
      await page.waitForTimeout(50)
    assert.equal((await reviewed())[0]?.reviewed_by, id)
    await row.getByRole('button', { name: 'Thu hồi' }).press('Enter')
    assert.equal((await reviewed()).length, 1)
    await row.getByRole('button', { name: 'Chắc chắn thu hồi' }).press('Enter')
    await row.waitFor({ state: 'detached' })
    assert.deepEqual(await reviewed(), [])
    await page.context().close()
  })

  test('a person turns two steps on by themselves and makes new recovery codes', async () => {
    const { page, faults, password: secret } = await as('leader', 390, 844)
    await page.goto(`${t.address}/tai-khoan`)
    await page.getByText('Đang tắt').waitFor()
    await looked(page, 'account')
    const prove = async (button: string, given: string) => {
      await page.getByRole('button', { name: button }).press('Enter')
      await page.getByLabel('Nhập mật khẩu hiện tại').fill(given)
      await page.keyboard.press('Enter')
    }
    await prove('Bật xác thực hai bước', secret)
    const key = (await page.locator('.entry-key').innerText()).replaceAll(/\s/g, '')
    await page.fill('input[name=code]', new TOTP({ secret: key }).generate())
    await page.press('input[name=code]', 'Enter')
    await page.getByRole('button', { name: 'Tôi đã cất các mã này' }).press('Enter')
    await page.getByText('Đang bật. Còn 10 mã khôi phục.').waitFor()
    await prove('Tạo mã khôi phục mới', 'not the password')
    await page.getByRole('alert').getByText('Sai tên đăng nhập hoặc mật khẩu').waitFor()
    await page.getByLabel('Nhập mật khẩu hiện tại').fill(secret)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Mã khôi phục' }).waitFor()
    assert.equal(await page.locator('.entry-codes code').count(), 10)
    await looked(page, 'new recovery codes')
    assert.deepEqual(faults, [])
    await page.context().close()
  })
})
