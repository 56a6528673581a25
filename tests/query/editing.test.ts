import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import type { ArticleInput, Scope } from '../../schema/models.ts'
import { refreshSearchRows } from '../../src/db/search/refresh.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { createTestGateway, editor } from '../support/gateway.ts'

const gateway = await createTestGateway()
const { ask, data, db } = gateway

const desk: { scopes: readonly Scope[] } = { scopes: ['CONTENT_READ', 'CONTENT_PUBLISH'] }
const errors = 'userErrors { code path }'
const mutations = {
  updateTopic: `mutation ($input: UpdateTopicInput!) { updateTopic(input: $input) { id topic { name slug path type description sameAs } ${errors} } }`,
  updateAuthor: `mutation ($input: UpdateAuthorInput!) { updateAuthor(input: $input) { id author { name slug kind jobTitle bio url image { url } } ${errors} } }`,
  updatePublisher: `mutation ($input: UpdatePublisherInput!) { updatePublisher(input: $input) { id publisher { name slug url language imprint email } ${errors} } }`,
  mergeTopics: `mutation ($input: MergeTopicsInput!) { mergeTopics(input: $input) { id topic { name slug path sameAs } ${errors} } }`,
  mergeAuthors: `mutation ($input: MergeAuthorsInput!) { mergeAuthors(input: $input) { id author { name slug bio url } ${errors} } }`,
}
type Mutation = keyof typeof mutations

/** The payload, twice: the same edit again has the same outcome. */
async function edit(name: Mutation, input: object): Promise<any> {
  const payload = (await data(mutations[name], { input }, desk))[name]
  expect((await data(mutations[name], { input }, desk))[name]).toEqual(payload)
  return payload
}

const site = 'https://harbour.example'
const common = {
  language: 'en',
  publisher: { name: 'The Harbour Post', url: site },
  datePublished: '2026-01-01T00:00:00Z',
}

async function save(...articles: (Partial<ArticleInput> & { externalId: string })[]): Promise<string[]> {
  const { results } = await importArticles(db, {
    source: 'cms',
    articles: articles.map((one) => ({ ...common, headline: `Story ${one.externalId}`, ...one })),
  })
  expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([])
  return results.map(({ outcome }) => outcome)
}

async function topicId(path: string): Promise<string> {
  const { id } = await db.selectFrom('topic').select('id').where('path', '=', path).executeTakeFirstOrThrow()
  return toGlobalId('Topic', id)
}

async function authorId(name: string): Promise<string> {
  const { id } = await db.selectFrom('author').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  return toGlobalId('Author', id)
}

async function refresh(): Promise<void> {
  while ((await refreshSearchRows(db, 100)) > 0);
}

const headlinesOf = (connection: any): string[] => connection.nodes.map(({ headline }: any) => headline).toSorted()

async function articlesOf(path: string, includeDescendants = true): Promise<string[] | null> {
  const { topic } = await data(
    'query ($path: String!, $all: Boolean!) { topic(by: { path: $path }) { articles(includeDescendants: $all) { nodes { headline } } } }',
    { path, all: includeDescendants },
  )
  return topic === null ? null : headlinesOf(topic.articles)
}

async function found(query: string): Promise<string[]> {
  const { search } = await data('query ($query: String!) { search(query: $query) { nodes { headline } } }', { query })
  return headlinesOf(search)
}

const urlsOf = async (...urls: string[]): Promise<any> =>
  (await data('query ($urls: [URL!]!) { resolveUrls(urls: $urls) { status canonicalUrl } }', { urls })).resolveUrls

/** By both ways to an answer. */
async function topicBy(by: object): Promise<any> {
  const query = 'query ($by: TopicBy!) { topic(by: $by) { name path slug } }'
  const { topic } = await data(query, { by })
  expect((await data(query, { by }, { compiled: false })).topic).toEqual(topic)
  return topic
}

describe('a topic', () => {
  beforeAll(async () => {
    await save(
      { externalId: 'wind', topics: [{ path: 'wold/aisa/kz', names: ['Wold', 'Aisa', 'KZ'] }] },
      { externalId: 'rain', topics: [{ path: 'wold/aisa' }] },
    )
  })

  test('gets another name, slug and path; the former ones lead to it, and so do those of what is below it', async () => {
    const id = await topicId('wold/aisa')
    await edit('updateTopic', { id: await topicId('wold'), name: 'World', slug: 'world', path: 'world' })
    expect(
      await edit('updateTopic', {
        id,
        name: 'Asia',
        slug: 'asia',
        path: 'world/asia',
        type: 'PLACE',
        description: 'A continent',
        sameAs: ['https://www.wikidata.org/wiki/Q48'],
      }),
    ).toEqual({
      id,
      topic: {
        name: 'Asia',
        slug: 'asia',
        path: 'world/asia',
        type: 'PLACE',
        description: 'A continent',
        sameAs: ['https://www.wikidata.org/wiki/Q48'],
      },
      userErrors: [],
    })
    const asia = { name: 'Asia', slug: 'asia', path: 'world/asia' }
    for (const by of [
      { slug: 'asia' },
      { slug: 'aisa' },
      { path: 'world/asia' },
      { path: 'wold/aisa' },
      { path: 'world/aisa' },
    ]) {
      expect(await topicBy(by)).toEqual(asia)
    }
    expect(await topicBy({ path: 'wold/aisa/kz' })).toMatchObject({ path: 'world/asia/kz' })
    expect(await articlesOf('wold')).toEqual(['Story rain', 'Story wind'])
  })

  test('its former page below the front page of a publisher has moved', async () => {
    expect(await urlsOf(`${site}/wold/aisa`, 'http://www.harbour.example/wold/', `${site}/wold/nothing`)).toEqual([
      { status: 'MOVED', canonicalUrl: `${site}/world/asia` },
      { status: 'MOVED', canonicalUrl: `${site}/world` },
      { status: 'UNKNOWN', canonicalUrl: null },
    ])
  })

  test('is found by its new name alone', async () => {
    await refresh()
    expect(await found('asia')).toEqual(['Story rain'])
    expect(await found('aisa')).toEqual([])
  })

  test('keeps what an editor set when a source goes on in its own words; new topics below its former path are below it', async () => {
    await save({
      externalId: 'rain',
      headline: 'Story rain, again',
      topics: [
        { path: 'wold/aisa', name: 'Aisa', type: 'KEYWORD', description: 'aisa' },
        { path: 'wold/aisa/uz/tashkent' },
      ],
    })
    expect(await topicBy({ slug: 'asia' })).toEqual({ name: 'Asia', slug: 'asia', path: 'world/asia' })
    expect(await topicBy({ path: 'world/asia/uz/tashkent' })).toMatchObject({ name: 'Tashkent' })
    expect(await db.selectFrom('topic').select('path').where('path', 'like', 'wold%').execute()).toEqual([])
    expect(await articlesOf('world/asia/uz')).toEqual(['Story rain, again'])
  })

  test('what something else is called now leads there and no longer to the topic', async () => {
    const id = await topicId('world/asia/uz')
    await edit('updateTopic', { id, slug: 'aisa' })
    expect(await topicBy({ slug: 'aisa' })).toMatchObject({ path: 'world/asia/uz' })
    await edit('updateTopic', { id, slug: 'uz' })
    expect(await topicBy({ slug: 'aisa' })).toMatchObject({ path: 'world/asia/uz' })
  })

  test('a slug that a topic had is given to no new one by itself', async () => {
    await save({ externalId: 'wold', topics: [{ path: 'other/wold' }] })
    expect(await topicBy({ path: 'other/wold' })).toMatchObject({ slug: 'wold-2' })
  })

  test.each([
    [{ slug: 'world' }, { code: 'DUPLICATE', path: ['slug'] }],
    [{ slug: '!' }, { code: 'INVALID', path: ['slug'] }],
    [{ name: ' ' }, { code: 'REQUIRED', path: ['name'] }],
    [{ name: 'x'.repeat(201) }, { code: 'TOO_LONG', path: ['name'] }],
    [{ path: 'world' }, { code: 'CONFLICT', path: ['path'] }],
    [{ path: 'nowhere/asia' }, { code: 'NOT_FOUND', path: ['path'] }],
    [{ path: 'world/asia/kz/asia' }, { code: 'CONFLICT', path: ['path'] }],
    [{ sameAs: ['https://a.example/', 'https://user:secret@b.example/'] }, { code: 'INVALID', path: ['sameAs', '1'] }],
  ])('%j is refused, and nothing of the edit is done', async (change, error) => {
    const id = await topicId('world/asia')
    const before = await db.selectFrom('topic').selectAll().where('path', '=', 'world/asia').execute()
    expect(await edit('updateTopic', { description: 'changed', ...change, id })).toEqual({
      id: null,
      topic: null,
      userErrors: [error],
    })
    expect(await db.selectFrom('topic').selectAll().where('path', '=', 'world/asia').execute()).toEqual(before)
  })
})

describe('topics that are one', () => {
  beforeAll(async () => {
    await save(
      { externalId: 'm1', topics: [{ path: 'sports/tennis/davis-cup' }, { path: 'sport' }] },
      { externalId: 'm2', topics: [{ path: 'sports' }, { path: 'x' }] },
      { externalId: 'm3', topics: [{ path: 'sports/golf' }] },
      { externalId: 'm4', topics: [{ path: 'sport/tennis', name: 'Tennis' }, { path: 'y' }, { path: 'sports' }] },
      { externalId: 'hidden', status: 'DRAFT', topics: [{ path: 'sports' }] },
    )
  })

  test('have the articles of all, what is below them, and one name', async () => {
    const [from, into] = [await topicId('sports'), await topicId('sport')]
    const golf = await topicId('sports/golf')
    await db
      .insertInto('api_key')
      .values({
        name: 'limited',
        environment: 'test',
        scopes: [],
        points_per_minute: 1,
        allowed_topic_ids: [
          Number((await db.selectFrom('topic').select('id').where('path', '=', 'sports').executeTakeFirstOrThrow()).id),
        ],
      } as never)
      .execute()
    expect(await edit('mergeTopics', { from: [from], into })).toEqual({
      id: into,
      topic: { name: 'Sport', slug: 'sport', path: 'sport', sameAs: [] },
      userErrors: [],
    })
    expect(await articlesOf('sport')).toEqual(['Story m1', 'Story m2', 'Story m3', 'Story m4'])
    expect(await articlesOf('sport', false)).toEqual(['Story m1', 'Story m2', 'Story m4'])
    expect(await articlesOf('sport/tennis')).toEqual(['Story m1', 'Story m4'])
    expect(await articlesOf('sports/tennis/davis-cup')).toEqual(['Story m1'])
    expect(await topicId('sport/golf')).toBe(golf)
    expect(await topicBy({ slug: 'sports' })).toMatchObject({ path: 'sport' })
    expect(await topicBy({ path: 'sports/tennis' })).toMatchObject({ path: 'sport/tennis' })
    expect(await urlsOf(`${site}/sports/golf`)).toEqual([{ status: 'MOVED', canonicalUrl: `${site}/sport/golf` }])
    const key = await db
      .selectFrom('api_key')
      .select('allowed_topic_ids')
      .where('name', '=', 'limited')
      .executeTakeFirstOrThrow()
    expect(key.allowed_topic_ids?.map((id) => toGlobalId('Topic', Number(id)))).toEqual([into])
    await refresh()
    expect(await found('sport')).toEqual(['Story m1', 'Story m2', 'Story m4'])
  })

  test('every article has the topics above its own, and no others', async () => {
    const { rows } = await sql`
      select held.article_id, held.topic_id from article_topic held where held.position is null
      except
      select own.article_id, unnest(t.ancestor_ids) from article_topic own join topic t on t.id = own.topic_id where own.position is not null
    `.execute(db)
    expect(rows).toEqual([])
  })

  test('stay one when a source names them again', async () => {
    await save({ externalId: 'm5', topics: [{ path: 'sports' }, { path: 'sport' }, { path: 'sports/squash' }] })
    expect(await articlesOf('sport/squash')).toEqual(['Story m5'])
    expect(await db.selectFrom('topic').select('path').where('path', 'like', 'sports%').execute()).toEqual([])
  })

  test('an article that nobody may see stays hidden', async () => {
    expect(await articlesOf('sport')).not.toContain('Story hidden')
    const id = await topicId('y')
    await edit('mergeTopics', { from: [await topicId('x')], into: id })
    const text = await gateway.text(
      mutations.mergeTopics,
      { input: { from: [id], into: await topicId('sport') } },
      desk,
    )
    expect(text).not.toContain('hidden')
  })

  test.each([
    ['itself', 'sport', 'sport', { code: 'INVALID', path: ['from', '0'] }],
    ['one below it', 'sport', 'sport/golf', { code: 'CONFLICT', path: ['from', '0'] }],
  ])('a topic is not merged into %s', async (_, from, into, error) => {
    const input = { from: [await topicId(from)], into: await topicId(into) }
    expect(await edit('mergeTopics', input)).toMatchObject({ id: null, userErrors: [error] })
  })

  test('ids that are none of topics are named, and the others are not merged', async () => {
    const [golf, sport] = [await topicId('sport/golf'), await topicId('sport')]
    for (const other of [toGlobalId('Topic', 999_999), toGlobalId('Author', 1)]) {
      expect(await edit('mergeTopics', { from: [golf, other], into: sport })).toMatchObject({
        id: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['from', '1'] }],
      })
    }
    expect(await topicId('sport/golf')).toBe(golf)
    expect(await edit('mergeTopics', { from: [golf], into: toGlobalId('Author', 1) })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', path: ['into'] }],
    })
    expect(await edit('mergeTopics', { from: [golf], into: toGlobalId('Topic', 999_999) })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', path: ['into'] }],
    })
  })

  test('the number of statements depends on the topics, not on their articles', async () => {
    const merge = async (path: string, articles: number): Promise<number> => {
      await save(
        ...Array.from({ length: articles }, (_, index) => ({
          externalId: `${path}${index}`,
          topics: [{ path }, { path: `${path}/low` }],
        })),
      )
      const input = { from: [await topicId(path)], into: await topicId('sport') }
      gateway.statements.length = 0
      await ask(mutations.mergeTopics, { input }, desk)
      return gateway.statements.length
    }
    expect(await merge('many', 20)).toBe(await merge('few', 1))
  })
})

describe('an author', () => {
  beforeAll(async () => {
    await save(
      { externalId: 'a1', authors: [{ name: 'Ana Poole' }] },
      {
        externalId: 'a2',
        authors: [
          { name: 'Nova Reed' },
          { name: 'A. Poole', bio: 'Writes of the sea.', url: `${site}/by/ap` },
          { name: 'Ana Poole' },
        ],
      },
    )
  })

  const articlesBy = async (slug: string): Promise<string[] | null> => {
    const { author } = await data(
      'query ($slug: String!) { author(by: { slug: $slug }) { articles { nodes { headline } } } }',
      { slug },
    )
    return author === null ? null : headlinesOf(author.articles)
  }

  test('gets another name, slug and page; the former ones lead there, in imports too', async () => {
    const id = await authorId('Ana Poole')
    const image = { url: `${site}/ada.jpg` }
    expect(
      await edit('updateAuthor', {
        id,
        name: 'Ada Poole',
        slug: 'ada-poole',
        url: `${site}/by/ana`,
        jobTitle: 'Editor',
        bio: null,
        image,
      }),
    ).toEqual({
      id,
      author: {
        name: 'Ada Poole',
        slug: 'ada-poole',
        kind: 'PERSON',
        url: `${site}/by/ana`,
        jobTitle: 'Editor',
        bio: null,
        image,
      },
      userErrors: [],
    })
    await edit('updateAuthor', { id, url: `${site}/by/ada` })
    expect(await urlsOf(`${site}/by/ana`, `${site}/by/ada`)).toEqual([
      { status: 'MOVED', canonicalUrl: `${site}/by/ada` },
      { status: 'UNKNOWN', canonicalUrl: null },
    ])
    expect(await articlesBy('ana-poole')).toEqual(['Story a1', 'Story a2'])
    await save({ externalId: 'a3', authors: [{ name: 'Ana Poole', jobTitle: 'Reporter', url: `${site}/by/other` }] })
    expect(await articlesBy('ada-poole')).toEqual(['Story a1', 'Story a2', 'Story a3'])
    const { author } = await data('{ author(by: { slug: "ada-poole" }) { jobTitle url } }')
    expect(author).toEqual({ jobTitle: 'Editor', url: `${site}/by/ada` })
    await refresh()
    expect(await found('ana')).toEqual([])
    expect(await found('ada')).toEqual(['Story a1', 'Story a2', 'Story a3'])
  })

  test('does not take the name or slug of another', async () => {
    const id = await authorId('Nova Reed')
    expect((await edit('updateAuthor', { id, name: 'ADA POOLE' })).userErrors).toEqual([
      { code: 'CONFLICT', path: ['name'] },
    ])
    expect((await edit('updateAuthor', { id, slug: 'ada-poole' })).userErrors).toEqual([
      { code: 'DUPLICATE', path: ['slug'] },
    ])
  })

  test('is made one with others, whose articles, slugs, names and pages lead there', async () => {
    const into = await authorId('Ada Poole')
    expect(await edit('mergeAuthors', { from: [await authorId('A. Poole')], into })).toEqual({
      id: into,
      author: { name: 'Ada Poole', slug: 'ada-poole', bio: null, url: `${site}/by/ada` },
      userErrors: [],
    })
    const { article } = await data('{ article(by: { slug: "story-a2" }) { byline authors { name } } }')
    expect(article).toEqual({ byline: 'Nova Reed, Ada Poole', authors: [{ name: 'Nova Reed' }, { name: 'Ada Poole' }] })
    expect(await urlsOf(`${site}/by/ap`)).toEqual([{ status: 'MOVED', canonicalUrl: `${site}/by/ada` }])
    expect(await articlesBy('a-poole')).toEqual(['Story a1', 'Story a2', 'Story a3'])
    await save({ externalId: 'a4', authors: [{ name: 'A. Poole' }, { name: 'Ana Poole' }, { name: 'Ada Poole' }] })
    expect(await articlesBy('ada-poole')).toEqual(['Story a1', 'Story a2', 'Story a3', 'Story a4'])
  })

  test('takes over what it lacks itself', async () => {
    await save({
      externalId: 'b1',
      authors: [{ name: 'Bo Ek' }, { name: 'B. Ek', bio: 'Sails.', url: `${site}/by/bo` }],
    })
    const input = { from: [await authorId('B. Ek')], into: await authorId('Bo Ek') }
    expect((await edit('mergeAuthors', input)).author).toMatchObject({ bio: 'Sails.', url: `${site}/by/bo` })
    expect(await urlsOf(`${site}/by/bo`)).toEqual([{ status: 'UNKNOWN', canonicalUrl: null }])
  })
})

test('a publisher gets another name, slug and front page; the former ones lead there, in imports too', async () => {
  const { id: row } = await db.selectFrom('publisher').select('id').executeTakeFirstOrThrow()
  const id = toGlobalId('Publisher', row)
  const changes = {
    name: 'The Port',
    slug: 'the-port',
    url: 'https://port.example/',
    imprint: 'Quay 1',
    email: 'desk@port.example',
    language: 'en-gb',
  }
  expect(await edit('updatePublisher', { id, ...changes })).toEqual({
    id,
    publisher: { ...changes, language: 'en-GB' },
    userErrors: [],
  })
  expect((await edit('updatePublisher', { id, email: 'nobody' })).userErrors).toEqual([
    { code: 'INVALID', path: ['email'] },
  ])
  const { publisher } = await data('{ publisher(by: { slug: "the-harbour-post" }) { name } }')
  expect(publisher).toEqual({ name: 'The Port' })
  expect(await urlsOf(`${site}/`)).toEqual([{ status: 'MOVED', canonicalUrl: 'https://port.example/' }])
  await save({ externalId: 'p1' })
  expect(await db.selectFrom('publisher').select(['name', 'url']).execute()).toEqual([
    { name: 'The Port', url: 'https://port.example/' },
  ])
})

test('an editor sees a topic that no reader sees; who may not gets its id alone', async () => {
  await save({ externalId: 'secret', status: 'DRAFT', topics: [{ path: 'secret' }] })
  const id = await topicId('secret')
  expect(await edit('updateTopic', { id, name: 'Very secret' })).toEqual({ id, topic: null, userErrors: [] })
  const input = { id, name: 'Very secret' }
  expect((await data(mutations.updateTopic, { input }, editor)).updateTopic.topic).toMatchObject({
    name: 'Very secret',
  })
  await edit('updateTopic', { id, path: 'very-secret' })
  expect(await urlsOf('https://port.example/secret')).toEqual([{ status: 'UNKNOWN', canonicalUrl: null }])
})
