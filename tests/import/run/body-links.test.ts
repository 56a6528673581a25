import { expect, test } from 'vitest'
import type { ArticleInput } from '../../../schema/models.ts'
import { writeArticles } from '../../../src/db/write/batch.ts'
import { createTestDatabase } from '../../support/database.ts'
import { createWorld, site } from '../../support/world.ts'
import { article } from '../readers/articles.ts'

const { db } = await createTestDatabase()
const save = async (...articles: [id: string, fields: Partial<ArticleInput>][]): Promise<void> => {
  await writeArticles(db, { source: 'links', articles: articles.map(([id, fields]) => article(id, fields)) })
}
const linking = (...urls: string[]): Partial<ArticleInput> => ({
  body: { html: urls.map((url) => `<p>See <a href="${url}">there</a>.</p>`).join('') },
})
const at = (id: string): string => `https://links.example/${id}`
const linksOf = async (id: string): Promise<(string | null)[]> =>
  (
    await db
      .selectFrom('body_link as l')
      .innerJoin('article as a', 'a.id', 'l.article_id')
      .leftJoin('article as t', 't.id', 'l.target_id')
      .select('t.external_id')
      .where('a.external_id', '=', id)
      .orderBy('l.position')
      .execute()
  ).map(({ external_id }) => external_id)

test('a link in a body binds to an article that is there already', async () => {
  await save(['there', { url: at('there') }])
  await save(['later', linking(`${at('there')}/?utm_source=x#top`, 'https://elsewhere.example/')])
  expect(await linksOf('later')).toEqual(['there', null])
})

test('a link in a body waits for its article, and binds when that arrives', async () => {
  await save(['waiting', linking(at('first'), at('second'), at('by-alias'))])
  expect(await linksOf('waiting')).toEqual([null, null, null])
  await save(['second', { url: at('second') }])
  expect(await linksOf('waiting')).toEqual([null, 'second', null])
  await save(['first', { url: at('first') }], ['aliased', { url: at('canonical'), aliases: [at('by-alias')] }])
  expect(await linksOf('waiting')).toEqual(['first', 'second', 'aliased'])
})

test('articles of one batch that link to each other bind both ways', async () => {
  await save(
    ['one', { url: at('one'), ...linking(at('other')) }],
    ['other', { url: at('other'), ...linking(at('one')) }],
  )
  expect(await linksOf('one')).toEqual(['other'])
  expect(await linksOf('other')).toEqual(['one'])
})

test('an address that an article gets later binds the links that wait for it', async () => {
  await save(['early', linking(at('new-address'))], ['homeless', {}])
  await save(['homeless', { url: at('new-address') }])
  expect(await linksOf('early')).toEqual(['homeless'])
})

test('a body that changes changes its links, and one that is taken away has none', async () => {
  await save(['target-a', { url: at('target-a') }], ['target-b', { url: at('target-b') }])
  await save(['changing', linking(at('target-a'), at('target-b'))])
  await save(['changing', linking(at('target-b'))])
  expect(await linksOf('changing')).toEqual(['target-b'])
  await save(['changing', { body: null }])
  expect(await linksOf('changing')).toEqual([])
})

test('relative links count as what they mean, links to the page itself and repeats do not, and fifty are kept', async () => {
  const { bodyLinks } = article('many', {
    url: at('many'),
    ...linking('/relative?b=2&amp;a=1', at('many'), '#note', 'mailto:x@y.example', '/relative?a=1&b=2#part'),
  })
  expect(bodyLinks).toEqual(['links.example/relative?a=1&b=2'])
  const urls = Array.from({ length: 80 }, (_, n) => at(`n-${n}`))
  expect(article('eighty', linking(...urls)).bodyLinks).toEqual(urls.slice(0, 50).map((url) => url.slice(8)))
})

test('what a body links to comes before all other computed links, once, and only where it can be seen', async () => {
  const world = await createWorld()
  const topics = [{ path: 'ferries' }]
  const to = (...ids: string[]): Partial<ArticleInput> => linking(...ids.map((id) => `${site}/${id}`))
  await world.save(
    [
      'text',
      {
        topics,
        ...to('linked-draft', 'linked', 'text', 'same-topic', 'chosen', 'not-yet'),
        relatedLinks: [{ title: 'Chosen', url: `${site}/chosen` }],
      },
    ],
    ['nearer', { topics }],
    ['same-topic', { topics, datePublished: '2001-01-01T00:00:00Z' }],
    ['linked', { datePublished: '2000-01-01T00:00:00Z', language: 'it' }],
    ['linked-draft', { status: 'DRAFT' }],
    ['chosen', {}],
  )
  const ask = async (args = '') =>
    (
      await world.both(`{ article(by: { slug: "text" }) { relatedLinks${args} { origin article { slug } } } }`)
    ).article.relatedLinks.map(({ origin, article: target }: any) => `${origin} ${target.slug}`)
  expect(await ask()).toEqual(['EDITORIAL chosen', 'COMPUTED linked', 'COMPUTED same-topic', 'COMPUTED nearer'])
  expect(await ask('(first: 2)')).toEqual(['EDITORIAL chosen', 'COMPUTED linked'])
  await world.save(['not-yet', {}])
  expect(await ask('(origins: [COMPUTED])')).toEqual([
    'COMPUTED linked',
    'COMPUTED same-topic',
    'COMPUTED not-yet',
    'COMPUTED nearer',
  ])
})
