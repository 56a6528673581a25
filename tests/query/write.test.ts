import { describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import type { Scope } from '../../schema/models.ts'
import { createTestGateway } from '../support/gateway.ts'

const gateway = await createTestGateway()
const { ask, data } = gateway

const cms: { scopes: readonly Scope[] } = { scopes: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'] }
const errors = 'userErrors { code path message }'
const upsertOf = `mutation ($input: UpsertArticlesInput!) { upsertArticles(input: $input) {
  results { externalId outcome id article { headline } ${errors} } } }`
const linksOf = `mutation ($input: SetRelatedLinksInput!) { setRelatedLinks(input: $input) { id article { headline } ${errors} } }`
const publishOf = `mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { id article { headline status } ${errors} } }`
const withdrawOf = `mutation ($input: WithdrawArticleInput!) { withdrawArticle(input: $input) { id article { headline } ${errors} } }`

const ferry = {
  externalId: 'ferry',
  headline: 'The ferry is late',
  language: 'en',
  publisher: { name: 'The Harbour Post' },
}
const upsert = async (articles: readonly object[], more: object = {}) =>
  (await data(upsertOf, { input: { source: 'cms', articles, ...more } }, cms)).upsertArticles.results

describe('a CMS that may not see drafts', () => {
  test('learns the id of its draft, and nothing else of it, and publishes and withdraws it by that', async () => {
    const draft = { ...ferry, externalId: 'draft', status: 'DRAFT' }
    const [created] = await upsert([draft])
    expect(created).toEqual({
      externalId: 'draft',
      outcome: 'CREATED',
      id: expect.any(String),
      article: null,
      userErrors: [],
    })
    const { id } = created
    // who lost the id asks by sending the article again
    expect((await upsert([draft]))[0]).toEqual({ ...created, outcome: 'NOOP' })
    expect(await data('query ($id: ID!) { node(id: $id) { id } }', { id }, cms)).toEqual({ node: null })
    expect((await data(publishOf, { input: { id, at: '2999-01-01T00:00:00Z' } }, cms)).publishArticle).toEqual({
      id,
      article: null,
      userErrors: [],
    })
    expect((await data(publishOf, { input: { id, at: '2020-01-01T00:00:00Z' } }, cms)).publishArticle).toEqual({
      id,
      article: { headline: ferry.headline, status: 'PUBLISHED' },
      userErrors: [],
    })
    expect((await data(withdrawOf, { input: { id, reason: 'Printed by mistake' } }, cms)).withdrawArticle).toEqual({
      id,
      article: null,
      userErrors: [],
    })
    const touched = { ...draft, headline: 'The ferry, touched', status: undefined }
    expect((await upsert([touched]))[0]).toMatchObject({ outcome: 'UPDATED', article: null })
    const restored = { ...touched, headline: 'The ferry, restored', status: 'PUBLISHED' }
    expect((await upsert([restored]))[0]).toMatchObject({
      outcome: 'UPDATED',
      article: { headline: restored.headline },
    })
  })

  test('gets no id of what was rejected, nor of what was only tried and is not there', async () => {
    const tried = { ...ferry, externalId: 'tried' }
    const results = await upsert([tried, { ...ferry, externalId: '' }], { dryRun: true })
    expect(results.map(({ outcome, id }: { outcome: string; id: string | null }) => [outcome, id])).toEqual([
      ['CREATED', null],
      ['REJECTED', null],
    ])
  })
})

test('a key that writes but does not read is shown nothing of what it wrote', async () => {
  const writer: { scopes: readonly Scope[] } = { scopes: ['CONTENT_WRITE', 'CONTENT_PUBLISH', 'CONTENT_PREVIEW'] }
  const input = { source: 'cms', articles: [{ ...ferry, externalId: 'unread' }] }
  const [created] = (await data(upsertOf, { input }, writer)).upsertArticles.results
  expect(created).toMatchObject({ outcome: 'CREATED', id: expect.any(String), article: null })
  const { publishArticle } = await data(publishOf, { input: { id: created.id } }, writer)
  expect(publishArticle).toEqual({ id: created.id, article: null, userErrors: [] })
  expect((await data(publishOf, { input: { id: created.id } }, cms)).publishArticle.article).not.toBeNull()
})

describe('what is wrong with an input', () => {
  test('is told with its place, for each article of an upsert; the others are written', async () => {
    const [good, bad] = await upsert([
      ferry,
      {
        ...ferry,
        externalId: 'bad',
        headline: ' ',
        url: 'https://me:secret@harbour.example/',
        relatedLinks: [{ title: 'Fine' }, { title: 'x'.repeat(501) }],
        authors: [{ name: '' }],
      },
    ])
    expect(good).toMatchObject({ outcome: 'CREATED', article: { headline: ferry.headline } })
    expect(bad).toMatchObject({ outcome: 'REJECTED', id: null, article: null })
    const at = (...path: string[]): string[] => ['articles', '1', ...path]
    expect(bad.userErrors).toEqual([
      { code: 'REQUIRED', path: at('headline'), message: 'headline must not be empty.' },
      { code: 'INVALID', path: at('url'), message: 'url holds a user or a password. Leave them out.' },
      { code: 'REQUIRED', path: at('authors', '0', 'name'), message: 'name must not be empty.' },
      {
        code: 'TOO_LONG',
        path: at('relatedLinks', '1', 'title'),
        message: expect.stringContaining('at most 500'),
      },
    ])
  })

  test('names the article that holds an address, but not what another source has not published', async () => {
    const url = (name: string): string => `https://harbour.example/${name}`
    const hidden = ['out', 'draft'].map((name) => ({
      ...ferry,
      externalId: name,
      headline: `The secret of ${name}`,
      url: url(name),
      status: name === 'draft' ? 'DRAFT' : 'PUBLISHED',
    }))
    await upsert(hidden, { source: 'desk' })
    const claims = hidden.map((article) => ({ ...article, externalId: `my-${article.externalId}` }))
    const errorsOf = async (source: string): Promise<string[]> =>
      (await upsert(claims, { source })).map(
        ({ userErrors }: { userErrors: { message: string }[] }) => userErrors[0]?.message,
      )
    expect(await errorsOf('cms')).toEqual([
      `The address ${url('out')} belongs to the article "the-secret-of-out" of source "desk".`,
      `The address ${url('draft')} belongs to an article of source "desk" that is not published.`,
    ])
    expect((await errorsOf('desk'))[1]).toContain('"the-secret-of-draft"')
  })

  test('is told at the source where that is wrong', async () => {
    const results = (await data(upsertOf, { input: { source: ' ', articles: [ferry] } }, cms)).upsertArticles.results
    expect(results[0].userErrors).toEqual([
      { code: 'REQUIRED', path: ['source'], message: 'source must not be empty.' },
    ])
  })

  test('is told for links, dates of publication and reasons as well', async () => {
    const [{ id }] = await upsert([{ ...ferry, externalId: 'links' }])
    const links = [{ title: 'One' }, { title: 'Two' }, { title: '', url: 'http://me@harbour.example/' }]
    expect((await data(linksOf, { input: { articleId: id, links } }, cms)).setRelatedLinks).toEqual({
      id: null,
      article: null,
      userErrors: [
        { code: 'REQUIRED', path: ['links', '2', 'title'], message: 'title must not be empty.' },
        { code: 'INVALID', path: ['links', '2', 'url'], message: 'url holds a user or a password. Leave them out.' },
      ],
    })
    const many = Array.from({ length: 101 }, (_, at) => ({ title: `Link ${at}` }))
    expect((await data(linksOf, { input: { articleId: id, links: many } }, cms)).setRelatedLinks.userErrors).toEqual([
      { code: 'TOO_LONG', path: ['links'], message: 'links has 101 items; at most 100 are accepted.' },
    ])
    expect((await data(withdrawOf, { input: { id, reason: ' ' } }, cms)).withdrawArticle).toEqual({
      id: null,
      article: null,
      userErrors: [{ code: 'REQUIRED', path: ['reason'], message: 'reason must not be empty.' }],
    })
    const missing = { code: 'NOT_FOUND', message: 'There is no such article.' }
    const nobody = toGlobalId('Article', 999_999)
    expect((await data(publishOf, { input: { id: nobody } }, cms)).publishArticle.userErrors).toEqual([
      { ...missing, path: ['id'] },
    ])
    expect((await data(linksOf, { input: { articleId: nobody, links: [] } }, cms)).setRelatedLinks.userErrors).toEqual([
      { ...missing, path: ['articleId'] },
    ])
  })

  test('an address that is none is named, with its place in the variables or in the document', async () => {
    const links = [
      { title: 'One', url: 'https://harbour.example/' },
      { title: 'Two' },
      { title: 'Three', url: 'javascript:alert(1)' },
    ]
    expect((await ask(linksOf, { input: { articleId: toGlobalId('Article', 1), links } }, cms)).errors).toEqual([
      {
        message:
          '$input.links[2].url: "javascript:alert(1)" is not an absolute http or https address of at most 2,048 characters.',
        locations: [{ line: 1, column: 11 }],
        extensions: { code: 'BAD_USER_INPUT', inputPath: ['input', 'links', 2, 'url'] },
      },
    ])
    const written = `mutation {
      setRelatedLinks(input: { articleId: "${toGlobalId('Article', 1)}", links: [
        { title: "One", url: "https://harbour.example/" },
        { title: "Two", url: "javascript:alert(1)" }] }) { id } }`
    expect((await ask(written, {}, cms)).errors).toEqual([
      {
        message: '"javascript:alert(1)" is not an absolute http or https address of at most 2,048 characters.',
        locations: [{ line: 4, column: 30 }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ])
  })

  test('a long address is cut, and what else variables lack is told with its place, too', async () => {
    const long = { title: 'One', url: `data:${'x'.repeat(3_000)}` }
    const input = { articleId: toGlobalId('Article', 1), links: [long, { byline: 'No title' }] }
    const errorsOf = (await ask(linksOf, { input }, cms)).errors ?? []
    expect(errorsOf.map(({ extensions }) => extensions?.['inputPath'])).toEqual([
      ['input', 'links', 0, 'url'],
      ['input', 'links', 1],
    ])
    expect(errorsOf[0]?.message).toContain(`"data:${'x'.repeat(75)}…" is not an absolute`)
    expect(errorsOf[1]?.message).toContain('to include required field "title"')
  })
})
