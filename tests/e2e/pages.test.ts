import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUsage } from '../../src/db/keys/usage.ts'
import { histogramBuckets } from '../../src/keys/histogram.ts'
import { openRealGateway, type RealGateway } from '../keys/real-gateway.ts'
import { hasNginx, startNginx, withoutNginx } from '../support/servers/nginx.ts'
import { hasChromium, launchChromium, looks, openPage, waitUntil } from './browser.ts'

let browser: Browser
let real: RealGateway
let key: { secret: string; id: number }

const desktop = { width: 1280, scheme: 'light' } as const
const today = new Date().toISOString().slice(0, 10)
const before = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  if (!hasChromium) return
  real = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '0' })
  browser = await launchChromium()
  key = await real.createKey({ name: 'The app of a partner', scopes: ['CONTENT_READ', 'CONTENT_BODY'] })
  const histogram = Array.from({ length: histogramBuckets }, (_, at) => (at === 20 ? 100 : 0))
  const day = { keyId: key.id, operation: 'FrontPage', errors: 2, throttled: 1, histogram }
  const deprecated = [{ keyId: key.id, day: before(1), member: 'Article.lede', requests: 12 }]
  const rows = [
    { ...day, day: before(3), requests: 400, points: 4_000 },
    { ...day, day: before(1), requests: 100, points: 1_000 },
    { ...day, day: before(1), operation: 'ArticlePage', requests: 40, points: 8_000 },
  ]
  await addUsage(real.db, rows, deprecated)
})

afterAll(async () => {
  await browser?.close()
  await real?.stop()
})

describe.skipIf(!hasChromium)('pages in Chromium', () => {
  test.each(looks)('at $width px, $scheme: nothing is wrong with any page, for axe and the console', async (device) => {
    await using watched = await openPage(browser, real.server.url, device)
    const { page, complaints, violations } = watched
    const places: (readonly [path: string, ready: string])[] = [
      ['/', 'text=Newest:'],
      ['/reference', '#filter'],
      ['/reference/errors', '#RATE_LIMITED'],
      // long, and made of the same parts: looked at once
      ...(device === looks[0]
        ? [['/reference/objects', '#Article'] as const, ['/reference/inputs', '#ArticleInput'] as const]
        : []),
      ['/reference/enums', '#Scope'],
      ['/schema', '#picture .node'],
      ['/usage', '#key-form'],
    ]
    for (const [path, ready] of places) {
      await page.goto(`${real.server.url}${path}`)
      await page.locator(ready).first().waitFor()
      expect([path, await violations()]).toEqual([path, []])
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, device.width])
    }
    expect(complaints).toEqual([])
  })

  test.each(looks)('at $width px, $scheme: nothing is wrong with GraphiQL, nor with its panes', async (device) => {
    await using watched = await openPage(browser, real.server.url, device)
    const { page, complaints, violations } = watched
    await openGraphiql(page, `${real.server.url}/graphql`)
    await run(page)
    expect(await violations()).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(device.width)
    for (const name of ['Documentation Explorer', 'History', 'GraphiQL Explorer']) {
      await page.getByRole('button', { name: `Show ${name}` }).click()
      await page.getByRole('button', { name: `Hide ${name}` }).waitFor()
      const pane = await page.locator('.graphiql-plugin').boundingBox()
      expect(pane?.width).toBeGreaterThan(device.width === 390 ? 370 : 250)
      expect([name, await violations()]).toEqual([name, []])
    }
    expect(complaints).toEqual([])
  })

  test('the start page tells what the graph holds, and its code works', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page } = watched
    await page.goto(`${real.server.url}/`)
    await page.locator('text=Newest:').waitFor()
    const { articles } = (await real.ask('{ articles(first: 1) { count { value } nodes { headline } } }')).data as Any
    expect(await page.locator('[data-figure="articles"]').textContent()).toBe(String(articles.count.value))
    expect(await page.locator('#newest').textContent()).toContain(articles.nodes[0].headline)
    await page.getByRole('button', { name: 'fetch' }).click()
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied.').waitFor()
    const code = await page.evaluate<string>('navigator.clipboard.readText()')
    const answer = (await new Function(
      `return (async () => { ${code.replace('http://', 'http://')}; return { data, errors } })()`,
    )()) as Any
    expect(answer.errors).toBeUndefined()
    expect(answer.data.articles.nodes).toHaveLength(3)
  })

  test('an example runs without a key, and the panel says what it cost', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page } = watched
    await openGraphiql(page, `${real.server.url}/graphql`)
    expect(await page.locator('.graphiql-tab-button').allInnerTexts()).toEqual([
      'FrontPage',
      'ArticlePage',
      'Section',
      'Search',
      'RelatedLinks',
      'Price',
      'MyUsage',
    ])
    await run(page)
    const panel = page.locator('.panel')
    const text = await panel.innerText()
    expect(text).toMatch(/HTTP 200 · \d+ points of \d+ · \d SQL statements? ·/)
    expect(text).toMatch(/newest\.nodes\.authors\s+20/)
    // it is compiled when it comes for the second time, and other pages of this gateway have run it
    expect(text).toMatch(/By \d SQL statements?, (?:compiled: PostgreSQL|not compiled: the operation is new)/)
    expect(text).toContain('may keep it for 60 s')
    await panel.getByRole('button', { name: 'curl' }).click()
    await panel.getByText('curl copied').waitFor()
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain(`curl -s '${real.url}'`)
    await openTab(page, 'ArticlePage')
    await run(page)
    await page.locator('.result-window').getByText('readingTimeMinutes').waitFor()
  })

  test('with the keyboard alone one finds a tab, gives a key, runs, and reads the answer and what it cost', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page, complaints } = watched
    await openGraphiql(page, `${real.server.url}/graphql`)
    /** Presses a key until the focus is where the expression says. */
    const until = async (keyName: string, isThere: string) => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press(keyName)
        if (await page.evaluate<boolean>(`((at) => Boolean(${isThere}))(document.activeElement)`)) return
      }
      throw new Error(`${keyName} does not lead to where ${isThere}`)
    }
    await until(
      'Tab',
      `at.id === document.querySelector('label input[type=password], input[type=password]').id || at.type === 'password'`,
    )
    await page.keyboard.type(key.secret)
    await until('Tab', `at.matches('.graphiql-tab-button')`)
    await until('Tab', `at.matches('.graphiql-tab-button') && at.textContent === 'MyUsage'`)
    await page.keyboard.press('Enter')
    await page.locator('.graphiql-tab-active').getByText('MyUsage', { exact: true }).waitFor()
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('"explain":true') === true,
    )
    await until('Tab', `/execute query/i.test(at.getAttribute('aria-label') ?? '')`)
    await page.keyboard.press('Enter')
    await answered
    await page.locator('.result-window').getByText('The app of a partner').waitFor()
    await until('Tab', `at.matches('.panel-toggle')`)
    const wasOpen = await page.locator('.panel-toggle').getAttribute('aria-expanded')
    await page.keyboard.press('Space')
    expect(await page.locator('.panel-toggle').getAttribute('aria-expanded')).not.toBe(wasOpen)
    expect(complaints).toEqual([])
  })

  test('the key has a field of its own, goes with requests, and is kept only if asked', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page } = watched
    const stored = () => page.evaluate<string>('JSON.stringify(Object.entries(localStorage))')
    await openGraphiql(page, `${real.server.url}/graphql`)
    await page.getByLabel('API key').fill(key.secret)
    await openTab(page, 'MyUsage')
    await run(page)
    await page.locator('.result-window').getByText('The app of a partner').waitFor()
    expect(await stored()).not.toContain(key.secret)
    await page.getByLabel('keep it in this browser').check()
    expect(await stored()).toContain(key.secret)
    await openGraphiql(page, `${real.server.url}/graphql`)
    expect(await page.getByLabel('API key').inputValue()).toBe(key.secret)
    await page.getByLabel('keep it in this browser').uncheck()
    expect(await stored()).not.toContain(key.secret)
  })

  test('who comes back finds the tabs as they were left, and one more where the address asks for it', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page } = watched
    const titles = () => page.locator('.graphiql-tab-button').allInnerTexts()
    const active = () => page.locator('.graphiql-tab-active .graphiql-tab-button').innerText()
    await openGraphiql(page, `${real.server.url}/graphql`)
    const first = await titles()
    await openTab(page, 'Search')
    await waitUntil(page, `JSON.parse(localStorage.getItem('graphiql:tabState')).activeTabIndex === 3`)
    for (let visit = 0; visit < 3; visit++) {
      await openGraphiql(page, `${real.server.url}/graphql`)
      expect([await titles(), await active()]).toEqual([first, 'Search'])
      expect(await page.locator('.graphiql-query-editor').innerText()).toContain('Search')
    }
    const query = 'query FromElsewhere { publishers { name } }'
    await page.goto('about:blank')
    await openGraphiql(page, `${real.server.url}/graphql#${new URLSearchParams({ query }).toString()}`)
    expect([await titles(), await active()]).toEqual([[...first, 'FromElsewhere'], 'FromElsewhere'])
  })

  test('errors are listed with their places', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page } = watched
    const query = 'query Wrong {\n  publishers { name nonsense }\n}'
    await openGraphiql(page, `${real.server.url}/graphql#${new URLSearchParams({ query }).toString()}`)
    await run(page)
    const errors = page.locator('.panel .errors')
    expect(await errors.innerText()).toContain('GRAPHQL_VALIDATION_FAILED')
    await errors.getByRole('button', { name: 'line 2, column 21' }).click()
    expect(await page.evaluate(`document.activeElement.closest('.graphiql-query-editor') !== null`)).toBe(true)
  })

  test('advice says what a dear count costs', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page } = watched
    const query = 'query Counts { topics(first: 5) { nodes { name articles(first: 1) { count { value } } } } }'
    await openGraphiql(page, `${real.server.url}/graphql#${new URLSearchParams({ query }).toString()}`)
    await run(page)
    await page
      .getByText("topics.nodes.articles.count costs 5 here, and a statement for each. Drop it if you don't show it.")
      .waitFor()
  })

  test('on a phone the answer is under the query', async () => {
    await using watched = await openPage(browser, real.server.url, { width: 390, scheme: 'light' })
    const { page } = watched
    await openGraphiql(page, `${real.server.url}/graphql`)
    await run(page)
    const boxOf = async (selector: string) => await page.locator(selector).boundingBox()
    const [query, answer] = [await boxOf('.graphiql-editors'), await boxOf('.result-window')]
    expect(answer?.y).toBeGreaterThanOrEqual((query?.y ?? 0) + (query?.height ?? 844))
    expect(answer?.width).toBeGreaterThan(250)
  })

  test('the reference is searched, and leads to an anchor and to GraphiQL', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page, complaints } = watched
    await page.goto(`${real.server.url}/reference`)
    await page.getByLabel('Find a type').fill('relatedlinks.first')
    await page.getByRole('link', { name: 'Article.relatedLinks.first' }).click()
    await page.waitForURL('**/reference/objects#Article.relatedLinks.first')
    expect(await page.locator(':target').innerText()).toContain('The most links to return: 1 to 50.')
    await page.goto(`${real.server.url}/reference/queries#Query.publishers`)
    await page
      .locator('.field')
      .filter({ has: page.locator('[id="Query.publishers"]') })
      .locator('summary')
      .click()
    await page
      .getByRole('link', { name: /^Open in GraphiQL ?: Query\.publishers$/ })
      .evaluate((link) => (link as HTMLElement).click())
    await page.locator('.graphiql-tab-active').getByText('PublishersExample').waitFor()
    expect(complaints).toEqual([])
  })

  test('the schema picture shows where a type leads', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page } = watched
    await page.goto(`${real.server.url}/schema`)
    await page.locator('#picture .node').first().waitFor()
    await page.getByLabel('Go to').selectOption('Author')
    const details = page.locator('#details')
    await details.getByRole('link', { name: 'articles', exact: true }).waitFor()
    expect(await page.locator('.node[data-name="Article"]').getAttribute('class')).toContain('near')
    expect(await page.locator('.node[data-name="RateLimit"]').getAttribute('class')).not.toContain('near')
    expect(await page.locator('.node[data-name="CreateApiKeyInput"]').count()).toBe(0)
    await page.getByLabel('mutations and inputs').check()
    await page.locator('.node[data-name="CreateApiKeyInput"]').waitFor()
    await page.locator('.node[data-name="Query"]').focus()
    await page.keyboard.press('Enter')
    await details.getByRole('link', { name: 'search' }).click()
    await page.waitForURL('**/reference/queries#Query.search')
  })

  test('a key holder sees a chart of what the key has used, and nothing is kept', async () => {
    await using watched = await openPage(browser, real.server.url, desktop)
    const { page, complaints, violations } = watched
    await page.goto(`${real.server.url}/usage`)
    await page.getByLabel('API key').fill(key.secret)
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByText('The app of a partner').waitFor()
    expect(await page.getByRole('img').getAttribute('aria-label')).toMatch(/^requests by day: 54\d in 4 days/)
    await page.getByRole('button', { name: 'Points' }).click()
    expect(await page.locator('#chart title').allTextContents()).toEqual([
      `${before(3)}: 4,000 points`,
      `${before(2)}: 0 points`,
      `${before(1)}: 9,000 points`,
      expect.stringMatching(`^${today}: `),
    ])
    expect(await page.locator('#operations tbody tr').first().innerText()).toMatch(
      /^ArticlePage\s+40\s+8,000\s+2\s+[\d.]+$/,
    )
    expect(await page.locator('#deprecated tbody tr').innerText()).toMatch(/^Article\.lede\s+12\s+\S+\s+gone\s/)
    expect(await violations()).toEqual([])
    expect(await page.evaluate('localStorage.length + document.cookie.length')).toBe(0)
    expect(complaints).toEqual([])
  })

  test('behind a path prefix everything is found below it', async (context) => {
    if (!hasNginx) return context.skip(withoutNginx)
    const nginx = await startNginx(`location /content/ { proxy_pass ${real.server.url}/; }`)
    try {
      await using watched = await openPage(browser, nginx.url, desktop)
      const { page, complaints } = watched
      const outside: string[] = []
      page.on('request', (request) => {
        if (!request.url().startsWith(`${nginx.url}/content/`)) outside.push(request.url())
      })
      await page.goto(`${nginx.url}/content/`)
      await page.locator('text=Newest:').waitFor()
      await page.getByRole('link', { name: 'GraphiQL' }).first().click()
      await page.locator('.graphiql-query-editor .view-line').nth(3).waitFor()
      await run(page)
      await page.goto(`${nginx.url}/content/reference/queries`)
      await page.getByRole('link', { name: 'Schema' }).click()
      await page.locator('#picture .node').first().waitFor()
      expect([outside, complaints]).toEqual([[], []])
    } finally {
      await nginx.stop()
    }
  })
})

// eslint-disable-next-line typescript/no-explicit-any -- answers of the graph, looked into by name
type Any = any

async function openGraphiql(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('.graphiql-query-editor .view-line').nth(0).waitFor()
  // it runs what it knows the schema of
  await waitUntil(page, `document.querySelector('.graphiql-query-editor .view-lines').textContent.includes('{')`)
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.locator('.graphiql-tab-button').getByText(name, { exact: true }).click()
  await page.locator('.graphiql-tab-active').getByText(name, { exact: true }).waitFor()
  // what is run is what stands in the editor, which follows the tab
  await waitUntil(page, `document.querySelector('.graphiql-query-editor .view-lines').textContent.includes('${name}')`)
}

/** Runs what is in front, and waits for the answer. */
async function run(page: Page): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.request().postData()?.includes('"explain":true') === true,
  )
  await page.getByRole('button', { name: /execute query/i }).click()
  await answered
  await page.locator('.panel').waitFor()
}
