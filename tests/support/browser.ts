import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type Page, chromium } from 'playwright-core'

const PROGRAM = '/usr/bin/chromium'
const SCREEN = join(import.meta.dirname, '../../web/dist/index.html')

/** Why the browser tests cannot run here; false when they can. */
export function noBrowser(): string | false {
  if (!existsSync(PROGRAM)) return 'no chromium on this machine'
  return existsSync(SCREEN) ? false : 'the screen is not built'
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: PROGRAM,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--disable-quic',
      '--no-first-run',
    ],
  })
}

/** A page that fails the test on a script error, and notes what leaves the machine. */
export async function openPage(
  browser: Browser,
  width: number,
  height: number,
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN' })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push('a dialog')
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.hostname !== '127.0.0.1')
      faults.push(`left the machine: ${request.url()}`)
  })
  return { page, faults }
}

export async function signIn(page: Page, address: string, login: string, password: string): Promise<void> {
  await page.goto(`${address}/`)
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', password)
  await page.press('input[name=password]', 'Enter')
  await page.waitForSelector('.frame')
}

/** What axe finds wrong with the page (WCAG 2.2 A and AA): `rule: target`. */
export async function axe(page: Page): Promise<string[]> {
  const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
  await page.evaluate(readFileSync(file, 'utf8'))
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: {
        run(
          of: object,
        ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>
      }
    }
    const { violations } = await tool.run({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    })
    return violations.flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary}`),
    )
  })
}
