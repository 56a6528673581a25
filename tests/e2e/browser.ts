import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
].find((path) => existsSync(path))

/** Whether there is a browser to test with. */
export const hasChromium = executablePath !== undefined
export const withoutChromium = 'no Chromium at the usual places'

/** A headless one that asks nobody by itself. */
export async function launchChromium(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(withoutChromium)
  return await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page that is watched. */
export interface Watched extends AsyncDisposable {
  readonly page: Page
  /** Console errors, failed requests and requests to other origins, which are not let out. */
  readonly complaints: string[]
  /** What axe finds: rule, element, and why. */
  violations(): Promise<string[]>
}

/** How a page is looked at. */
export interface Device {
  readonly width: 1280 | 390
  readonly scheme: 'light' | 'dark'
}

export const looks: readonly Device[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
]

/** Opens a page of `origin` in a context of its own, so that nothing is stored from one to the next. */
export async function openPage(browser: Browser, origin: string, { width, scheme }: Device): Promise<Watched> {
  const isPhone = width === 390
  const options: BrowserContextOptions = {
    viewport: { width, height: 844 },
    colorScheme: scheme,
    ...(isPhone ? { isMobile: true, hasTouch: true } : {}),
    permissions: ['clipboard-read', 'clipboard-write'],
  }
  const context = await browser.newContext(options)
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const complaints: string[] = []
  await page.route('**', async (route) => {
    const url = route.request().url()
    if (new URL(url).origin === origin) return await route.continue()
    complaints.push(`asked ${url}`)
    return await route.abort()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
  })
  return {
    page,
    complaints,
    async violations() {
      // through the debugger, which the Content-Security-Policy does not bind
      await page.evaluate(`${axe};0`)
      const found = await page.evaluate<AxeViolation[]>('axe.run().then(({ violations }) => violations)')
      return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/**
 * Waits until an expression of a page is true. Not `waitForFunction`, which evaluates within the page from the second time on, where
 * the Content-Security-Policy refuses it.
 */
export async function waitUntil(page: Page, expression: string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) {
    if (Date.now() > deadline) throw new Error(`It did not come true: ${expression}`)
    await page.waitForTimeout(50)
  }
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

interface AxeViolation {
  id: string
  help: string
  nodes: { html: string }[]
}
