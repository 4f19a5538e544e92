import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser, openPage, signIn } from '../tests/support/browser.ts'

/**
 * Takes the pictures of the documents from a running demonstration: `node tools/take-pictures.ts http://127.0.0.1:8080`.
 * DATA_DIR is the demonstration's, for its passwords.
 */
const PICTURES = [{ name: 'toan-canh', path: '/', open: '.alert-row', width: 1600, height: 900 }] as const
/** The map is drawn by then, and some news has come. */
const DRAWN_MS = 15_000

const [address] = process.argv.slice(2)
if (address === undefined) {
  console.error('node tools/take-pictures.ts ADDRESS')
  process.exit(1)
}
const folder = join(import.meta.dirname, '../docs/pictures')
mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
for (const { name, path, open, width, height } of PICTURES) {
  const { page } = await openPage(browser, width, height)
  await signIn(page, address, 'truc-ban', passwordOf('truc-ban'))
  await page.goto(`${address}${path}`)
  await page.locator(open).first().click()
  await page.waitForTimeout(DRAWN_MS)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
await browser.close()

function passwordOf(login: string): string {
  const file = join(process.env['DATA_DIR'] ?? 'data', 'demo-accounts.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)[login] as string
}
