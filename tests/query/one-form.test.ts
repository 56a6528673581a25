import { sql, type Kysely } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { up } from '../../migrations/0017_one_form.ts'
import { refreshSearchRows } from '../../src/db/search/refresh.ts'
import { createWorld, type World } from '../support/world.ts'

const names: readonly (readonly [string, string])[] = [
  ['fr', 'Élysée'],
  ['de', 'Grüße Köln'],
  ['vi', 'Nguyễn Hằng'],
  ['ja', 'ガイドブック'],
  ['ko', '한국 경제'],
  ['ar', 'آثار مؤتمر'],
  ['bn', 'কোলকাতা শহর'],
  ['el', 'Οδός Ερμού'],
  ['ru', 'Йод ёлка'],
  ['cs', 'Příliš žluťoučký'],
]
const forms = (name: string): readonly string[] => [name.normalize('NFC'), name.normalize('NFD')]

let world: World

beforeAll(async () => {
  world = await createWorld()
  await world.save(
    ...names.flatMap(([language, name]) =>
      forms(name).map((text, index): [string, object] => [
        `${language}-${index}`,
        {
          headline: `${text} ${language}${index}`,
          language,
          slug: `${text}-${index}`,
          body: { plainText: `${text}: ${text}.` },
          topics: [{ path: `${language}/${text}`, name: text }],
          authors: [{ name: text }],
        },
      ]),
    ),
  )
})

const search = async (query: string): Promise<string[]> => {
  const { search: found } = await world.data(
    'query ($query: String!) { search(query: $query) { nodes { externalId: slug } } }',
    {
      query,
    },
  )
  return found.nodes.map((node: { externalId: string }) => node.externalId)
}

test.each(names)('in %s, both spellings of "%s" find both', async (language, name) => {
  const composed = name.normalize('NFC')
  for (const text of forms(name)) {
    expect((await search(text)).toSorted()).toEqual([
      `${composed.replaceAll(' ', '-')}-0`,
      `${composed.replaceAll(' ', '-')}-1`,
    ])
    const data = await world.data(
      `query ($path: String!, $slug: String!, $prefix: String!) {
        topic(by: { path: $path }) { name articles { count { value } } }
        article(by: { slug: $slug }) { headline }
        authors(filter: { nameStartsWith: $prefix }) { nodes { name } }
      }`,
      { path: ` /${language}/${text.replaceAll(' ', '-')}`, slug: `${text}-1`, prefix: text },
    )
    expect(data.article).toEqual({ headline: `${composed} ${language}1` })
    expect(data.authors.nodes).toEqual([{ name: composed }])
  }
})

test('a slug as supplied finds its article, and is answered as it was', async () => {
  await world.save(
    ['v', { slug: 'v1.2.3', headline: 'A release' }],
    ['c', { slug: 'Breaking-News', headline: 'Capitals' }],
  )
  const at = async (slug: string) =>
    (await world.data('query ($slug: String!) { article(by: { slug: $slug }) { slug headline } }', { slug })).article
  expect(await at('v1.2.3')).toEqual({ slug: 'v1.2.3', headline: 'A release' })
  expect(await at('Breaking-News')).toEqual({ slug: 'Breaking-News', headline: 'Capitals' })
  expect(await at('breaking-news')).toBeNull()
})

test('what is looked up is trimmed as what is written', async () => {
  await world.save(['  odd   id ', { headline: 'Odd' }])
  const by = { externalId: { source: ' post', value: ' odd  id' } }
  expect((await world.data('query ($by: ArticleBy!) { article(by: $by) { headline } }', { by })).article).toEqual({
    headline: 'Odd',
  })
})

test('sigma at the end of a word is found by sigma within, and shown as it is written', async () => {
  await world.save(['sigma', { headline: 'Οδυσσεύς και Αχιλλεύς', language: 'el' }])
  const found = async (query: string) =>
    (
      await world.data(
        'query ($query: String!) { search(query: $query) { edges { node { headline } highlights { field text ranges { start end } } } } }',
        { query },
      )
    ).search.edges
  for (const query of ['ΟΔΥΣΣΕΥΣ', 'οδυσσεύς', 'Οδυσσεύσ'])
    expect(await found(query), query).toEqual([
      {
        node: { headline: 'Οδυσσεύς και Αχιλλεύς' },
        highlights: [{ field: 'HEADLINE', text: 'Οδυσσεύς και Αχιλλεύς', ranges: [{ start: 0, end: 8 }] }],
      },
    ])
})

test('what was stored in another form is found after the migration, and once', async () => {
  const { db } = world
  await world.save(
    [
      'korean',
      { headline: '서울 뉴스', language: 'ko', url: 'https://form.example/서울?id=1', topics: [{ path: '서울' }] },
    ],
    ['greek', { headline: 'Ο Παύλος', language: 'el', url: 'https://form.example/greek?id=2' }],
    ['route', { headline: 'A route', url: 'https://form.example/#!/a' }],
    ['twice', { headline: 'Twice', url: 'https://form.example/twice' }],
    ['linking', { headline: 'Linking', relatedLinks: [{ title: 'x', url: 'https://form.example/twice?smid=tw' }] }],
  )
  // as earlier versions wrote them
  const nfd = (text: string): string => text.normalize('NFD')
  await sql`update article set headline = ${nfd('서울 뉴스')}, headline_key = ${nfd('서울 뉴스')} where external_id = 'korean'`.execute(
    db,
  )
  await sql`update topic set segment = ${nfd('서울')} where path = '서울'`.execute(db)
  await sql`update article set headline_key = 'ο παυλος' where external_id = 'greek'`.execute(db)
  await sql`update article_url set url_key = ${`form.example/${encodeURI(nfd('서울'))}?id=1`}, url = ${`https://form.example/${encodeURI(nfd('서울'))}?id=1`}
    where url like 'https://form.example/%id=1'`.execute(db)
  await sql`update article_url set url_key = 'form.example' where url = 'https://form.example/#!/a'`.execute(db)
  await sql`insert into article_url select 'form.example/twice?ocid=1', 'https://form.example/twice?ocid=1', article_id, false
    from article_url where url_key = 'form.example/twice'`.execute(db)
  await sql`update related_link set url_key = 'form.example/twice?smid=tw', target_id = null where url like '%smid=tw'`.execute(
    db,
  )

  await up(db as unknown as Kysely<unknown>)
  await refreshSearchRows(db, 1_000)

  const find = async (by: object) =>
    (await world.data('query ($by: ArticleBy!) { article(by: $by) { headline } }', { by })).article?.headline
  expect(await find({ url: 'https://form.example/서울?id=1' })).toBe('서울 뉴스')
  expect(await find({ url: 'https://form.example/#!/a' })).toBe('A route')
  expect(await find({ url: 'https://form.example/twice?ocid=1' })).toBe('Twice')
  expect(await search('서울')).toHaveLength(1)
  const { topic } = await world.data('{ topic(by: { path: "서울" }) { path } }')
  expect(topic).toEqual({ path: '서울' })
  const { rows } = await sql<{ headline_key: string; target: string | null }>`
    select a.headline_key, (select t.external_id from related_link r join article t on t.id = r.target_id where r.article_id = a.id) as target
    from article a where a.external_id in ('greek', 'linking') order by a.external_id`.execute(db)
  expect(rows).toEqual([
    { headline_key: 'ο παυλοσ', target: null },
    { headline_key: 'linking', target: 'twice' },
  ])
  const before = await sql`select url_key, url from article_url order by url_key`.execute(db)
  await up(db as unknown as Kysely<unknown>)
  expect((await sql`select url_key, url from article_url order by url_key`.execute(db)).rows).toEqual(before.rows)
})
