import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, validate } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { schema } from '../schema/index.ts'
import type { ArticleInput } from '../schema/models.ts'
import { importArticles } from '../src/import/run/import-articles.ts'
import { createTestGateway, type TestGateway } from './support/gateway.ts'

const folder = join(import.meta.dirname, '../samples')
const names = readdirSync(join(folder, 'queries')).map((name) => name.replace(/\.graphql$/, ''))
const documentOf = (name: string): string => readFileSync(join(folder, 'queries', `${name}.graphql`), 'utf8')

/** After every date in the samples but the embargo of 2099. */
const instant = '2090-01-01T00:00:00Z'

let gateway: TestGateway
const run = async (name: string, variables: Record<string, unknown> = {}): Promise<any> => {
  const planned = await gateway.data(documentOf(name), variables, { instant })
  expect(await gateway.data(documentOf(name), variables, { instant, lookahead: false })).toEqual(planned)
  return planned
}

beforeAll(async () => {
  gateway = await createTestGateway()
  const articles = readFileSync(join(folder, 'articles.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ArticleInput)
  const { results } = await importArticles(gateway.db, { source: 'molo-quarto', articles })
  expect(results.filter(({ outcome }) => outcome !== 'CREATED')).toEqual([])
})

test.each(names)('%s says what it shows and fits the schema', (name) => {
  expect(documentOf(name)).toMatch(/^# [A-Z].*\n(?:# .*\n)*query [A-Z]\w+/)
  expect(validate(schema, parse(documentOf(name))).map(({ message }) => message)).toEqual([])
})

describe('the sample queries over the samples', () => {
  test('the front page has news, what is read most, and sections', async () => {
    const { newest, mostRead, sections } = await run('front-page')
    expect(newest.nodes).toHaveLength(12)
    expect(newest.nodes[0]).toMatchObject({ image: { alt: expect.any(String) }, section: { path: expect.any(String) } })
    const views = mostRead.nodes.map(({ viewCount }: { viewCount: number }) => viewCount)
    expect(views).toEqual(views.toSorted((one: number, other: number) => other - one))
    expect(sections.nodes.length).toBeGreaterThan(3)
  })

  test('the article page has a body, authors, translations and ten related links, in one statement', async () => {
    const { article } = await run('article-page')
    expect(article.body).toContain('<p>')
    expect(article.authors.length).toBeGreaterThan(0)
    expect(article.translations.map(({ language }: { language: string }) => language)).toEqual(['ar', 'it'])
    const origins = article.relatedLinks.map(({ origin }: { origin: string }) => origin)
    expect(origins).toEqual([...Array(4).fill('EDITORIAL'), ...Array(6).fill('COMPUTED')])
    gateway.statements.length = 0
    await gateway.data(documentOf('article-page'))
    expect(gateway.statements).toHaveLength(1)
  })

  test('the author page counts and lists the articles of an author', async () => {
    const { author } = await run('author-page')
    expect(author.articles.count).toEqual({ value: author.articles.nodes.length, exact: true })
    expect(author.articles.nodes.length).toBeGreaterThan(3)
  })

  test('the topic tree goes three levels down, and a root has what its branches have', async () => {
    const { topics } = await run('topic-tree')
    const world = topics.nodes.find(({ path }: { path: string }) => path === 'world')
    expect(world.articles.count.value).toBeGreaterThan(5)
    expect(world.children.map(({ path }: { path: string }) => path)).toContain('world/africa')
    const africa = world.children.find(({ path }: { path: string }) => path === 'world/africa')
    expect(africa.children).toContainEqual({
      name: expect.any(String),
      path: 'world/africa/tunisia',
      ancestors: [{ name: world.name }, { name: africa.name }],
    })
  })

  test('the search page finds, marks and counts', async () => {
    const { search } = await run('search-page')
    expect(search.edges.length).toBeGreaterThan(2)
    expect(search.edges[0].highlights[0].ranges.length).toBeGreaterThan(0)
    for (const facet of ['topics', 'authors', 'languages', 'years']) {
      expect(search.facets[facet].length, facet).toBeGreaterThan(0)
    }
  })

  test('scrolling down and scrolling up meet the same articles', async () => {
    const ids = ({ edges }: { edges: { node: { id: string } }[] }): string[] => edges.map(({ node }) => node.id)
    const down = await walk(async (after) => {
      const { articles } = (await run('scroll-forward', { after })).topic
      return { items: ids(articles), next: articles.pageInfo.hasNextPage ? articles.pageInfo.endCursor : null }
    })
    const up = await walk(async (before) => {
      const { articles } = (await run('scroll-backward', { before })).topic
      return {
        items: ids(articles).toReversed(),
        next: articles.pageInfo.hasPreviousPage ? articles.pageInfo.startCursor : null,
      }
    })
    expect(down.length).toBeGreaterThan(5)
    expect(new Set(down).size).toBe(down.length)
    expect(up.toReversed()).toEqual(down)
  })

  test('a walk meets every article once, the last change last', async () => {
    const met = await walk<{ id: string; dateModified: string }>(async (after) => {
      const { nodes, pageInfo } = (await run('walk-all', { first: 10, after })).articles
      return { items: nodes, next: pageInfo.hasNextPage ? pageInfo.endCursor : null }
    })
    const changes = met.map(({ dateModified }) => Date.parse(dateModified))
    expect(changes).toEqual(changes.toSorted((one, other) => one - other))
    expect(new Set(met.map(({ id }) => id)).size).toBe(met.length)
    const { articles } = await gateway.data('{ articles { count { value } } }', {}, { instant })
    expect(met).toHaveLength(articles.count.value)
    // all but the draft, the withdrawn one and the embargoed one
    expect(met).toHaveLength(49)
  })

  test('the language switcher finds the other languages by an alias', async () => {
    const { article } = await run('translations')
    expect(article).toMatchObject({ language: 'it', translations: [{ language: 'ar' }, { language: 'en' }] })
  })

  test('addresses are current, aliases, gone or unknown', async () => {
    const { resolveUrls } = await run('resolve-urls')
    expect(resolveUrls.map(({ status }: { status: string }) => status)).toEqual(['CURRENT', 'ALIAS', 'GONE', 'UNKNOWN'])
  })
})

/** All items of all pages, in the order in which they come; `next` is null on the last page. */
async function walk<T>(turn: (cursor: string | null) => Promise<{ items: T[]; next: string | null }>): Promise<T[]> {
  const met: T[] = []
  let cursor: string | null = null
  do {
    const page: { items: T[]; next: string | null } = await turn(cursor)
    met.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return met
}
