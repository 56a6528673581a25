import { existsSync } from 'node:fs'
import { type Browser, chromium, type Dialog } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { normalise } from '../../src/import/normalise/normalise.ts'
import { articleInput } from '../import/readers/articles.ts'
import { markdownPayloads, xssPayloads } from '../import/normalise/body/xss-payloads.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

let browser: Browser | undefined

beforeAll(async () => {
  if (!executablePath) return
  browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
})

afterAll(async () => {
  await browser?.close()
})

/** How many of the bodies call `fired` when a page shows them, and a reader touches all that is in it. */
async function countFired(chrome: Browser, bodies: readonly string[]): Promise<string[]> {
  const firing: string[] = []
  let page = await chrome.newPage()
  for (const body of bodies) {
    let fired = 0
    const listener = (message: { text(): string }): void => void (fired += message.text() === 'fired' ? 1 : 0)
    // a document of its own each, as a server would send it; a payload that is still on its way elsewhere costs its tab
    await page.goto('about:blank').catch(async () => {
      await page.close()
      page = await chrome.newPage()
    })
    await page.route('**', (route) => route.abort())
    page.on('dialog', dismiss)
    page.on('console', listener)
    await page.setContent(
      `<!doctype html><html><head><script>window.fired = () => console.log('fired')</script></head><body>${body}</body></html>`,
      { waitUntil: 'domcontentloaded' },
    )
    await page
      .evaluate(async () => {
        const types = ['mouseover', 'mouseenter', 'pointerenter', 'focus', 'focusin', 'click']
        for (const element of document.body.querySelectorAll('*')) {
          // a page that is left tells of nothing
          if (element.localName === 'a' && /^(?:https?|mailto):/.test((element as HTMLAnchorElement).href)) continue
          for (const type of types) element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }))
        }
        await new Promise((resolve) => setTimeout(resolve, 30))
      })
      // it went elsewhere, which is the payload's doing
      .catch(() => undefined)
    page.off('console', listener)
    page.off('dialog', dismiss)
    if (fired > 0) firing.push(body)
  }
  await page.close()
  return firing
}

const dismiss = (dialog: Dialog): void => void dialog.dismiss()

test('no payload runs in Chromium once it has been imported, and dozens do before', async (context) => {
  if (browser === undefined) return context.skip('no Chromium at the usual places')
  const clean = [
    ...xssPayloads.map((html) => ({ html: `<p>before</p>${html}<p>after</p>` })),
    ...markdownPayloads.map((markdown) => ({ markdown })),
  ].map((body) => {
    const result = normalise(articleInput('xss', { url: 'https://page.example/story', body }))
    return 'article' in result ? (result.article.body?.html ?? '') : ''
  })
  expect(clean.filter((html) => html.startsWith('<p>before')).length).toBeGreaterThan(100)
  expect(await countFired(browser, clean)).toEqual([])
  expect((await countFired(browser, xssPayloads)).length).toBeGreaterThan(36)
})
