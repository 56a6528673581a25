import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer } from '../server/support.ts'
import { hasNginx, startNginx, withoutNginx } from '../support/nginx.ts'

const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
].find((path) => existsSync(path))

const examples = [
  {
    query:
      '# A thing and what is in it\nquery Thing($first: Int) {\n  thing { id title things(first: $first) { id } }\n}\n',
    variables: '{ "first": 2 }',
  },
  { query: '# A greeting\nquery Greeting {\n  hello(name: "Ada")\n}\n' },
  { query: '# Another one\nquery AnotherGreeting {\n  hello(name: "Grace")\n}\n' },
]

let browser: Browser
let started: Awaited<ReturnType<typeof startTestServer>>

beforeAll(async () => {
  if (!executablePath) return
  started = await startTestServer({ graphiql: { title: 'Masthead', examples } })
  browser = await chromium.launch({
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
})

afterAll(async () => {
  await browser?.close()
  await started?.server.close()
})

test('GraphiQL runs an example, asks no other host and keeps no headers', async (context) => {
  if (!executablePath) return context.skip('no Chromium at the usual places')
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const elsewhere: string[] = []
  const complaints: string[] = []
  await page.route('**', (route) => {
    const { origin } = new URL(route.request().url())
    if (origin === started.server.url) return route.continue()
    elsewhere.push(route.request().url())
    return route.abort()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))

  await page.goto(`${started.server.url}/graphql`)
  const tabs = page.locator('.graphiql-tab-button')
  await tabs.nth(1).waitFor()
  await page.getByRole('button', { name: /execute query/i }).click()
  await page.locator('.result-window').getByText('A thing').waitFor()
  await page.getByText('"first": 2').waitFor()
  await page.screenshot({ path: join(tmpdir(), 'masthead-graphiql.png') })

  expect(await tabs.allInnerTexts()).toEqual(['Thing', 'Greeting', 'AnotherGreeting'])

  await page.getByRole('button', { name: 'Headers' }).click()
  await page.locator('.graphiql-editor-tool .monaco-editor:visible').click()
  await page.keyboard.insertText('{ "authorization": "Bearer mh_live_SECRET" }')
  await page.getByText('mh_live_SECRET').waitFor()
  await page.getByRole('button', { name: /execute query/i }).click()
  // GraphiQL writes its tabs half a second later.
  await page.waitForTimeout(1_000)
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
  expect(kept).toContain('graphiql:tabState')
  expect(kept).not.toContain('SECRET')
  expect(elsewhere).toEqual([])
  expect(complaints).toEqual([])
})

test('on a phone the answer is under the query, and the page no wider than the screen', async (context) => {
  if (!executablePath) return context.skip('no Chromium at the usual places')
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  await page.goto(`${started.server.url}/graphql`)
  await page.getByRole('button', { name: /execute query/i }).click()
  await page.locator('.result-window').getByText('A thing').waitFor()
  const boxOf = async (place: string) => await page.locator(place).boundingBox()
  const [query, answer] = [await boxOf('.graphiql-editors'), await boxOf('.result-window')]
  expect(answer?.y).toBeGreaterThanOrEqual((query?.y ?? 0) + (query?.height ?? 844))
  expect(answer?.width).toBeGreaterThan(250)
  await page.getByRole('button', { name: /documentation explorer/i }).click()
  await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
})

test('one click opens another tab, also for a new visitor', async (context) => {
  if (!executablePath) return context.skip('no Chromium at the usual places')
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`${started.server.url}/graphql`)
  const tabs = page.locator('.graphiql-tab-button')
  const open = page.locator('.graphiql-tab-active')
  await tabs.nth(2).waitFor()
  // tabs are measured again when the page is at rest
  await page.waitForFunction(() => localStorage.getItem('graphiql:tabState') !== null)
  for (const name of ['Greeting', 'AnotherGreeting', 'Thing']) {
    await tabs.getByText(name, { exact: true }).click()
    await open.getByText(name, { exact: true }).waitFor({ timeout: 120_000 })
  }
})

test('behind a path prefix it loads, asks and shows the docs below it', async (context) => {
  if (!executablePath) return context.skip('no Chromium at the usual places')
  if (!hasNginx) return context.skip(withoutNginx)
  const nginx = await startNginx(`location /content/ { proxy_pass ${started.server.url}/; }`)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  try {
    const failed: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400 || !response.url().startsWith(`${nginx.url}/content/`)) failed.push(response.url())
    })
    page.on('pageerror', (error) => failed.push(error.message))
    await page.goto(`${nginx.url}/content/graphql`)
    await page.getByRole('button', { name: /execute query/i }).click()
    await page.locator('.result-window').getByText('A thing').waitFor()
    await page.getByRole('button', { name: /documentation explorer/i }).click()
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).waitFor()
    expect(failed).toEqual([])
  } finally {
    await page.close()
    await nginx.stop()
  }
})
