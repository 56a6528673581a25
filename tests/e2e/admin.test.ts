import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginImportRun, saveImportRun } from '../../src/db/import/runs.ts'
import { scopes } from '../../schema/models.ts'
import { openRealGateway, type RealGateway } from '../keys/real-gateway.ts'
import { hasChromium, launchChromium, looks, openPage } from './browser.ts'

let browser: Browser
let real: RealGateway
let admin: { secret: string; id: number }

beforeAll(async () => {
  if (!hasChromium) return
  real = await openRealGateway()
  browser = await launchChromium()
  admin = await real.createKey({ name: 'The operator', scopes })
  const run = await beginImportRun(real.db, 'cms', ['export.xml'])
  const state = { file: 'export.xml', items: 120, bytesRead: 30, bytes: 100, created: 0, updated: 0, noop: 0 }
  const line = { file: 'export.xml', item: 'item 17', field: 'headline', reason: 'It is longer than 500 characters.' }
  await saveImportRun(real.db, run, { ...state, rejected: 1, refusedFiles: 0 }, [line], 0, { isInterrupted: false })
})

afterAll(async () => {
  await browser?.close()
  await real?.stop()
})

describe.skipIf(!hasChromium)('the admin page in Chromium', () => {
  test('makes, changes, rotates and revokes a key, and keeps nothing', async () => {
    await using watched = await openPage(browser, real.server.url, { width: 1280, scheme: 'light' })
    const { page, complaints } = watched
    await open(page)
    const dialog = page.locator('#dialog')
    await page.getByRole('button', { name: 'New key' }).click()
    await dialog.getByLabel('Who uses it').fill('The new app')
    await dialog.getByLabel('CONTENT_BODY').check()
    await dialog.getByLabel('Points a minute').fill('1234')
    await dialog.getByLabel('Browser origins').fill('https://www.example.org')
    await dialog.getByLabel('Paths of topics').fill('nowhere')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    await dialog.getByText('There is no topic at nowhere that you may see.').waitFor()
    await dialog.getByLabel('Paths of topics').fill('city')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    const secret = await dialog.locator('.secret').innerText()
    await dialog.getByRole('button', { name: 'Close' }).click()
    expect(await rowOf(page, 'The new app')).toMatch(/CONTENT_READ, CONTENT_BODY.*1,234.*example\.org.*topics city/s)
    const own = await real.ask('{ viewer { apiKey { name pointsPerMinute } } }', secret)
    expect(own.data).toEqual({ viewer: { apiKey: { name: 'The new app', pointsPerMinute: 1234 } } })

    await page.getByRole('button', { name: 'Change: The new app' }).click()
    await dialog.getByLabel('Points a minute').fill('99')
    await dialog.getByLabel('Paths of topics').fill('')
    await dialog.getByRole('button', { name: 'Change it' }).click()
    await page.getByText('The new app is changed.').waitFor()
    expect(await rowOf(page, 'The new app')).not.toContain('topics')

    await page.getByRole('button', { name: 'Rotate: The new app' }).click()
    await dialog.getByRole('button', { name: 'Make a new secret' }).click()
    expect(await dialog.locator('.secret').innerText()).not.toBe(secret)
    await dialog.getByRole('button', { name: 'Close' }).click()

    await page.getByRole('button', { name: 'Usage: The new app' }).click()
    await page.getByText('Used by The new app').waitFor()

    await page.getByRole('button', { name: 'Revoke: The new app' }).click()
    await dialog.getByRole('button', { name: 'Revoke it for good' }).click()
    await page.getByText('The new app is revoked.').waitFor()
    expect(await page.getByText('The new app', { exact: true }).count()).toBe(0)
    await page.getByLabel('show revoked keys').check()
    await page.locator('#key-table').getByText('revoked').waitFor()
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0)
    expect(complaints).toEqual([])
  })

  test('withdraws an article and publishes it again, renames topics and merges them', async () => {
    await using watched = await openPage(browser, real.server.url, { width: 1280, scheme: 'light' })
    const { page, complaints } = watched
    await open(page)
    const dialog = page.locator('#dialog')
    const sample = await real.ask('{ search(query: "harbour", first: 1) { nodes { id headline } } }')
    const [{ id, headline }] = (sample.data as { search: { nodes: [{ id: string; headline: string }] } }).search.nodes
    const isSeen = async () => (await real.ask(`{ node(id: "${id}") { id } }`)).data?.['node'] !== null

    await page.getByRole('button', { name: 'Articles' }).click()
    await page.getByLabel('Words, as for a web search').fill('harbour')
    await page.locator('#article-search button').click()
    await page.getByRole('button', { name: `Withdraw: ${headline}`, exact: true }).click()
    await dialog.getByLabel('Why').fill('A test')
    await dialog.getByRole('button', { name: 'Withdraw it' }).click()
    await page.getByText('is withdrawn.').waitFor()
    expect(await isSeen()).toBe(false)
    await page.getByRole('button', { name: `Publish: ${headline}`, exact: true }).click()
    await dialog.getByRole('button', { name: 'Publish it' }).click()
    await page.getByText('is published.').waitFor()
    expect(await isSeen()).toBe(true)

    const { data } = await real.ask('{ topics(first: 100) { nodes { name path children { path } } } }')
    const topics = (data as { topics: { nodes: { name: string; path: string; children: object[] }[] } }).topics.nodes
    const [one, other] = topics.filter(({ path, children }) => !path.includes('/') && children.length === 0)
    if (one === undefined || other === undefined)
      throw new Error('The samples have no two topics without others below.')
    await page.getByRole('button', { name: 'Topics' }).click()
    await page.getByLabel('Beginning of a name').fill(one.name)
    await page.locator('#topic-search button').click()
    await page.getByRole('button', { name: `Rename: ${one.path}`, exact: true }).click()
    await dialog.getByLabel('Name').fill(`${one.name} anew`)
    await dialog.getByRole('button', { name: 'Rename it' }).click()
    await page.getByText(`${one.name} is changed.`).waitFor()
    await page.getByRole('button', { name: `Merge: ${one.path}`, exact: true }).click()
    await dialog.getByLabel('Path of the topic that stays').fill(other.path)
    await dialog.getByRole('button', { name: 'Merge them' }).click()
    await page.getByText(`is merged into ${other.name}.`).waitFor()
    const led = await real.ask('query ($path: String!) { topic(by: { path: $path }) { path } }', null, {
      path: one.path,
    })
    expect(led.data).toEqual({ topic: { path: other.path } })
    expect(complaints).toEqual([])
  })

  test.each(looks)('at $width px, $scheme: shows imports with their rejects, and axe finds nothing', async (device) => {
    await using watched = await openPage(browser, real.server.url, device)
    const { page, complaints, violations } = watched
    await open(page)
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Imports and feeds' }).click()
    await page.getByText('1 rejected').click()
    await page.getByText('It is longer than 500 characters.').waitFor()
    expect(await page.locator('#import-table').innerText()).toMatch(/export\.xml as cms.*ENDED.*120/s)
    expect(await violations()).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(device.width)
    expect(complaints).toEqual([])
  })

  test('a key without KEYS_ADMIN opens nothing', async () => {
    const reader = await real.createKey({ name: 'A reader' })
    await using watched = await openPage(browser, real.server.url, { width: 1280, scheme: 'light' })
    const { page } = watched
    await page.goto(`${real.server.url}/admin`)
    await page.getByLabel('API key').fill(reader.secret)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByText('This key has no scope KEYS_ADMIN').waitFor()
    expect(await page.locator('#desk').isVisible()).toBe(false)
  })
})

async function open(page: Page): Promise<void> {
  await page.goto(`${real.server.url}/admin`)
  await page.getByLabel('API key').fill(admin.secret)
  await page.getByRole('button', { name: 'Open' }).click()
  await page.locator('#key-table').getByText('The operator').waitFor()
}

async function rowOf(page: Page, name: string): Promise<string> {
  return await page.locator('#key-table tr').filter({ hasText: name }).innerText()
}
