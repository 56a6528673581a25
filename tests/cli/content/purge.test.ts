import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { toGlobalId } from '../../../schema/global-id.ts'
import type { ArticleInput } from '../../../schema/models.ts'
import { importArticles } from '../../../src/import/run/import-articles.ts'
import { createTestGateway, editor } from '../../support/gateway.ts'
import { runCli } from '../../support/run-cli.ts'

const { db, url, data, database } = await createTestGateway()
const purge = async (...args: string[]) => await runCli(['purge', ...args], { DATABASE_URL: url })
const receiptOf = async (...args: string[]): Promise<any> => {
  const { stdout, stderr, code } = await purge(...args, '--yes', '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

const site = 'https://quay.example'
async function save(source: string, ...articles: (Partial<ArticleInput> & { externalId: string })[]): Promise<void> {
  const { results } = await importArticles(db, {
    source,
    articles: articles.map((one) => ({
      language: 'en',
      headline: `Story ${one.externalId}`,
      url: `${site}/${one.externalId}`,
      publisher: { name: 'The Quay' },
      ...one,
    })),
  })
  expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([])
}

/** Every table that still has the word in any of its rows. */
async function tablesWith(word: string): Promise<string[]> {
  const tables = (await db.introspection.getTables()).filter(({ name }) => !/^kysely|^article_search_/.test(name))
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql`
        select from ${sql.table(name)} t where strpos(lower(t::text), ${word}) > 0 limit 1`.execute(db)
      return rows.length > 0 ? [name] : []
    }),
  )
  return found.flat().toSorted()
}

await save(
  'cms',
  {
    externalId: 'heronry',
    headline: 'The heronry of Quentin Xylander',
    standfirst: 'A heronry.',
    body: { html: `<p>A heronry, and <a href="${site}/other">more</a>.</p>` },
    authors: [{ name: 'Ada Poole' }, { name: 'Heronry Watch' }],
    topics: [{ path: 'nature/heronry' }, { path: 'nature' }],
    relatedLinks: [{ title: 'About the heronry', url: 'https://heronry.example/' }],
    aliases: [`${site}/old-heronry`],
    image: { url: `${site}/heronry.jpg` },
  },
  {
    externalId: 'other',
    headline: 'A heron',
    authors: [{ name: 'Ada Poole' }],
    topics: [{ path: 'nature' }],
    body: { html: `<p>See <a href="${site}/heronry">this</a>.</p>` },
    relatedLinks: [{ title: 'The heronry of Quentin Xylander', url: `${site}/heronry` }],
    translationOf: { source: 'cms', value: 'heronry' },
  },
)

test('an article is erased with all that it alone brought, and links that lead to it; the receipt counts and says nothing of it', async () => {
  expect(await tablesWith('heronry')).toEqual([
    'article',
    'article_body',
    'article_url',
    'author',
    'body_link',
    'related_link',
    'search_word',
    'topic',
  ])
  // the stem of Xylander, by which it is found
  expect(await tablesWith('xyland')).toEqual(['article', 'article_search', 'related_link', 'search_word'])
  const { id } = await db
    .selectFrom('article')
    .select('id')
    .where('external_id', '=', 'heronry')
    .executeTakeFirstOrThrow()
  const receipt = await receiptOf('--article', `${site}/old-heronry`)
  expect(receipt).toEqual({
    at: expect.any(String),
    article: toGlobalId('Article', id),
    erased: {
      articles: 1,
      bodies: 1,
      addresses: 2,
      ownLinks: 2,
      linksFromOthers: 2,
      searchRows: 1,
      searchWords: expect.any(Number),
      authors: 1,
      topics: 1,
      publishers: 0,
      feeds: 0,
      unfinishedImports: 0,
    },
  })
  // the text of another article is that article's
  expect(await tablesWith('heronry')).toEqual(['article_body'])
  expect(await tablesWith('xyland')).toEqual([])
  expect(
    await data(
      '{ articles { nodes { headline translations { headline } topics { name } authors { name } } } }',
      {},
      editor,
    ),
  ).toEqual({
    articles: {
      nodes: [
        { headline: 'A heron', translations: [], topics: [{ name: 'Nature' }], authors: [{ name: 'Ada Poole' }] },
      ],
    },
  })
  expect((await db.selectFrom('article').select('story_id').execute())[0]).toEqual({ story_id: null })
})

test('what is not there is said, and nothing happens without a yes', async () => {
  expect(await purge('--article', 'heronry', '--yes')).toMatchObject({
    code: 1,
    stderr: 'There is no article "heronry".\n',
  })
  const { stderr, code } = await purge('--article', 'a-heron')
  expect({ stderr, code }).toEqual({
    stderr: expect.stringContaining('Add --yes where nobody can be asked.'),
    code: 2,
  })
  expect(await purge()).toMatchObject({ code: 2 })
  expect(await purge('--article', 'a', '--source', 'b')).toMatchObject({ code: 2 })
  expect(await tablesWith('a heron')).toContain('article')
})

test('an author goes from bylines, links and search, and the articles stay', async () => {
  await save(
    'cms',
    {
      externalId: 'n1',
      headline: 'One by her',
      authors: [{ name: 'Zora Quill' }, { name: 'Ada Poole' }],
      byline: 'By Zora Quill',
    },
    { externalId: 'n2', headline: 'Zora Quill wins', authors: [{ name: 'Zora Quill' }] },
    { externalId: 'n3', relatedLinks: [{ title: 'One by her', url: `${site}/n1`, byline: 'Zora Quill' }] },
  )
  expect(await receiptOf('--author', 'zora-quill')).toMatchObject({
    erased: { articles: 0, authors: 1 },
    articlesKept: 2,
    textsWithName: 1,
  })
  expect(await tablesWith('zora')).toEqual(['article', 'article_search', 'search_word'])
  const { search } = await data('{ search(query: "quill") { nodes { headline } } }')
  expect(search.nodes).toEqual([{ headline: 'Zora Quill wins' }])
  const { article } = await data('{ article(by: { slug: "one-by-her" }) { byline authors { name } } }')
  expect(article).toEqual({ byline: 'Ada Poole', authors: [{ name: 'Ada Poole' }] })
})

test('a source is erased in as many transactions as it takes, with its feed, its unfinished imports and its publisher', async () => {
  await save(
    'osprey',
    ...Array.from({ length: 1_001 }, (_, n) => ({
      externalId: `osprey-${n}`,
      publisher: { name: 'The Osprey', email: 'desk@osprey.example' },
      authors: [{ name: 'Osprey Desk' }],
    })),
  )
  await db
    .insertInto('import_progress')
    .values({
      identity: 'x',
      source: 'osprey',
      items_done: 1,
      created: 1,
      updated: 0,
      noop: 0,
      rejected: 0,
      changed_at: '2026-01-01T00:00:00Z',
    } as never)
    .execute()
  expect(await receiptOf('--source', 'osprey')).toMatchObject({
    source: 'osprey',
    erased: { articles: 1_001, authors: 1, publishers: 1, unfinishedImports: 1, searchRows: 1_001 },
  })
  expect(await tablesWith('osprey')).toEqual([])
  expect((await purge('--source', 'osprey', '--yes')).code).toBe(1)
  await database.close()
})
