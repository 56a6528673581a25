import { createDigest } from '../../src/keys/digest.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../schema/global-id.ts'
import { schema } from '../../schema/index.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { articlePaths, type ArticlePath } from '../support/article-paths.ts'
import { createTestGateway, editor, type TestCaller, type TestGateway } from '../support/gateway.ts'
import {
  aliasOf,
  articleOf,
  embargoedUntil,
  hiddenNames,
  markOf,
  ownAuthorOf,
  ownTopicOf,
  scheduledFor,
  source,
  urlOf,
  visibleNames,
  writeWorld,
  type Name,
} from './visibility-world.ts'

const everybody: readonly Name[] = [...visibleNames, ...hiddenNames]

let gateway: TestGateway
let ids: Record<Name, string>
let newsId: number
let elsewhereId: number

beforeAll(async () => {
  gateway = await createTestGateway()
  ids = await writeWorld(gateway, [...visibleNames, ...hiddenNames])
  await importArticles(gateway.db, {
    source,
    articles: [
      {
        externalId: 'other',
        headline: 'Elsewhere',
        language: 'en',
        publisher: { name: 'Quokka Post' },
        topics: [{ path: 'elsewhere' }],
      },
    ],
  })
  newsId = await topicId('news')
  elsewhereId = await topicId('elsewhere')
})

async function topicId(path: string): Promise<number> {
  const { id } = await gateway.db.selectFrom('topic').select('id').where('path', '=', path).executeTakeFirstOrThrow()
  return id
}

/** How to ask each field of Query for one article and what is around it. A new field needs a line here. */
const recipes: Readonly<Record<string, (name: Name) => readonly string[]>> = {
  article: (name) => [
    `(by: { id: "${ids[name]}" })`,
    `(by: { slug: "slug-of-${name}" })`,
    `(by: { url: "${urlOf(name)}" })`,
    `(by: { url: "${aliasOf(name)}" })`,
    `(by: { externalId: { source: "${source}", value: "id-of-${name}" } })`,
  ],
  node: (name) => [`(id: "${ids[name]}")`, ...around().map((id) => `(id: "${id}")`), `(id: "${owned(name)[0]}")`],
  nodes: (name) => [`(ids: ["${ids[name]}"])`, `(ids: ${JSON.stringify([...around(), ...owned(name)])})`],
  articles: () => [
    '(first: 8)',
    '(last: 8)',
    '(first: 8, orderBy: { field: VIEW_COUNT })',
    '(first: 8, orderBy: { field: DATE_MODIFIED, direction: ASC })',
    `(first: 8, filter: { topics: ["${around()[0]}"] })`,
    `(first: 8, filter: { authors: ["${around()[1]}"] })`,
    '(first: 8, filter: { isAccessibleForFree: true, types: [ARTICLE], languages: ["en", "pt", "it", "es", "fr", "de"] })',
    `(first: 8, filter: { modified: { since: "2000-01-01T00:00:00Z" } })`,
  ],
  author: (name) => ['(by: { slug: "quokka-reporter" })', `(by: { slug: "${ownAuthorOf(name)}" })`],
  authors: () => ['(first: 8)', '(first: 8, filter: { nameStartsWith: "quokka" })'],
  topic: (name) => ['(by: { path: "news/quokka" })', `(by: { path: "${ownTopicOf(name)}" })`],
  topics: () => ['(first: 12)'],
  publisher: () => ['(by: { slug: "quokka-post" })'],
  publishers: () => [''],
  search: (name) => [
    '(first: 8, query: "quokka")',
    '(first: 8, query: "quokka", orderBy: NEWEST)',
    `(query: "${name} OR ${markOf(name)}")`,
  ],
  suggest: (name) => [
    '(first: 20, prefix: "quok")',
    `(first: 20, prefix: "${name}")`,
    `(first: 20, prefix: "${markOf(name)}")`,
  ],
  resolveUrls: (name) => [`(urls: ["${urlOf(name)}", "${aliasOf(name)}"])`],
  viewer: () => [''],
  rateLimit: () => [''],
  apiKeys: () => [''],
  imports: () => [''],
  feeds: () => [''],
}

/** Ids of what is not an article: the topic and the author that all of them have, and those that one has alone. */
let aroundIds: readonly string[] = []
let ownedIds: Readonly<Partial<Record<Name, readonly string[]>>> = {}
const around = (): readonly string[] => aroundIds
const owned = (name: Name): readonly string[] => ownedIds[name] ?? []

beforeAll(async () => {
  const idsOf = async (path: string, slug: string): Promise<string[]> => {
    const query = `query ($path: String!, $slug: String!) { topic(by: { path: $path }) { id } author(by: { slug: $slug }) { id } }`
    const { topic, author } = await gateway.data(query, { path, slug }, editor)
    return [topic.id, author.id]
  }
  aroundIds = await idsOf('news/quokka', 'quokka-reporter')
  const each = everybody.map(async (name) => [name, await idsOf(ownTopicOf(name), ownAuthorOf(name))] as const)
  ownedIds = Object.fromEntries(await Promise.all(each))
  const digest = createDigest('a pepper for the tests', () => {})
  await createApiKey(gateway.db, digest, { name: 'Limited', scopes: ['CONTENT_READ'], allowedTopicIds: [newsId] })
})

const echoes = ['UrlResolution.requested']
const paths = articlePaths(schema, 8, echoes)
/** Who asks here has no key of its own; the one key of this world shows its topics where keys are listed, which is tried without a promise. */
const open = paths.filter(({ name }) => !name.includes('.allowedTopics.'))
const byRoot = [...Map.groupBy(paths, ({ root }) => root)]

/** Everything that the path shows, whichever article it is asked for. */
async function visibleOn(path: ArticlePath, names: readonly Name[], as: TestCaller): Promise<string> {
  const texts: string[] = []
  // keys are listed to who administers them; what is seen of their topics is the same as ever
  const asking: TestCaller =
    path.root === 'apiKeys' ? { ...as, scopes: [...(as.scopes ?? ['CONTENT_READ']), 'KEYS_ADMIN'] } : as
  for (const call of new Set(names.flatMap((name) => recipes[path.root]?.(name) ?? []))) {
    const answer = await gateway.ask(`{ ${path.root}${call} ${path.selection} }`, {}, asking)
    if (answer.errors !== undefined) throw new Error(`${path.name}${call}: ${JSON.stringify(answer.errors)}`)
    texts.push(JSON.stringify(answer.data))
  }
  return texts.join('\n')
}

/** Whichever of these articles can be told from the text. */
function namesIn(text: string): Name[] {
  return everybody.filter((name) => text.includes(name) || text.includes(`"${ids[name]}"`))
}

/** Whose own topic or author can be told from the text. */
function owningIn(text: string): Name[] {
  return everybody.filter((name) => text.includes(markOf(name)))
}

/** Everything below these begins at a list of topics or authors. */
const listsOfNames: readonly string[] = ['topics', 'authors']

test('every field of Query has a recipe, and every way to an article is known', () => {
  expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => recipes[name] === undefined)).toEqual(
    [],
  )
  expect(paths.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'article',
      'article.relatedLinks.article',
      'article.translations',
      'author.articles.edges.node',
      'topic.children.articles.nodes',
      'node.<Topic>.articles.nodes',
    ]),
  )
})

describe('what is hidden shows on no path, and what is not on every one', () => {
  test.each(byRoot)('from %s', async (_root, ways) => {
    const callers: readonly TestCaller[] = [
      {},
      { scopes: ['CONTENT_READ', 'CONTENT_BODY'], allowedTopicIds: [newsId] },
      { scopes: ['CONTENT_READ'], lookahead: false },
    ]
    for (const [index, path] of ways.entries()) {
      // loaders are made of the same expressions as plans, so some ways will do
      for (const as of index % 5 === 0 ? callers : callers.slice(0, 2)) {
        const text = await visibleOn(path, everybody, as)
        const visible = namesIn(text)
        const who = `${path.name} for ${JSON.stringify(as)}`
        if (open.includes(path)) expect.soft(visible, who).toEqual(visibleNames)
        else expect.soft(visibleNames, who).toEqual(expect.arrayContaining(visible))
        if (listsOfNames.includes(path.root)) expect.soft(owningIn(text), who).toEqual(visibleNames)
        else expect.soft(visibleNames, who).toEqual(expect.arrayContaining(owningIn(text)))
      }
    }
  })

  test.each(byRoot)('from %s, to a key limited to other topics: nothing', async (_root, ways) => {
    const as = { scopes: ['CONTENT_READ'], allowedTopicIds: [elsewhereId] } as const
    for (const path of ways) {
      const text = await visibleOn(path, everybody, as)
      expect.soft([...namesIn(text), ...owningIn(text)], path.name).toEqual([])
    }
  })

  test.each(byRoot)('from %s, to an editor: everything', async (_root, ways) => {
    for (const path of ways.filter((way) => open.includes(way))) {
      const text = await visibleOn(path, everybody, editor)
      if (listsOfNames.includes(path.root)) expect.soft(owningIn(text), path.name).toEqual(everybody)
      // what was withdrawn is GONE from its address for everybody
      const expected = path.name === 'resolveUrls.article' ? everybody.filter((name) => name !== 'recalled') : everybody
      expect.soft(namesIn(text), path.name).toEqual(expected)
    }
  })
})

describe('an article shows at its second, on every path, and nothing is written', () => {
  const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString()

  test.each([
    ['tomorrow', scheduledFor],
    ['sealed', embargoedUntil],
  ] as const)('%s', async (name, instant) => {
    gateway.statements.length = 0
    for (const path of open) {
      const before = await visibleOn(path, ['lantern', name], { instant: justBefore(instant) })
      expect.soft([...namesIn(before), ...owningIn(before)], `${path.name} just before`).not.toContain(name)
      const at = await visibleOn(path, ['lantern', name], { instant })
      expect.soft(namesIn(at), `${path.name} at the instant`).toContain(name)
      if (listsOfNames.includes(path.root)) expect.soft(owningIn(at), `${path.name} at the instant`).toContain(name)
    }
    expect(
      gateway.statements.filter((text) => /^\s*(insert|update|delete)|with .*(insert|update|delete) /i.test(text)),
    ).toEqual([])
  })

  test('to an editor its status is SCHEDULED until then, and PUBLISHED from then on', async () => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Article { status embargoedUntil } } }`
    const status = async (name: Name, instant: string): Promise<unknown> =>
      (await gateway.data(query, { id: ids[name] }, { ...editor, instant })).node
    expect(await status('sealed', justBefore(embargoedUntil))).toEqual({ status: 'SCHEDULED', embargoedUntil })
    expect(await status('sealed', embargoedUntil)).toEqual({ status: 'PUBLISHED', embargoedUntil })
    expect(await status('tomorrow', justBefore(scheduledFor))).toEqual({ status: 'SCHEDULED', embargoedUntil: null })
    expect(await status('tomorrow', scheduledFor)).toEqual({ status: 'PUBLISHED', embargoedUntil: null })
  })

  test('an embargo that is over is not told to readers', async () => {
    const { article } = await gateway.data(
      `{ article(by: { slug: "slug-of-sealed" }) { status embargoedUntil } }`,
      {},
      { instant: embargoedUntil },
    )
    expect(article).toEqual({ status: 'PUBLISHED', embargoedUntil: null })
  })
})

test('a withdrawn article is gone from every path, and back on it when it is published again', async () => {
  const save = (fields: Parameters<typeof articleOf>[1]): Promise<unknown> =>
    importArticles(gateway.db, { source, articles: [articleOf('twin', fields)] })
  try {
    await save({ status: 'WITHDRAWN' })
    for (const path of open) {
      const text = await visibleOn(path, ['lantern', 'twin'], {})
      expect.soft([...namesIn(text), ...owningIn(text)], path.name).not.toContain('twin')
    }
  } finally {
    await save({ status: 'PUBLISHED' })
  }
  for (const path of open)
    expect.soft(namesIn(await visibleOn(path, ['lantern', 'twin'], {})), path.name).toContain('twin')
})

describe('the answer is the same as if the row did not exist', () => {
  let without: TestGateway

  beforeAll(async () => {
    without = await createTestGateway()
    await writeWorld(without, visibleNames)
    await importArticles(without.db, {
      source,
      articles: [articleOf('lantern', { relatedLinks: [{ title: 'To twin', url: urlOf('twin') }] })],
    })
    await importArticles(without.db, {
      source,
      articles: [articleOf('twin', { relatedLinks: [{ title: 'To lantern', url: urlOf('lantern') }] })],
    })
  })

  const card = 'id slug headline viewCount datePublished dateModified byline summary body'
  const page = `count { value exact } pageInfo { hasNextPage hasPreviousPage } nodes { ${card} }`
  const names = `count { value exact } pageInfo { hasNextPage hasPreviousPage } nodes { slug name articles { count { value } } }`
  test.each([
    ['counts of the whole', `{ articles(filter: { authors: ["AUTHOR"] }) { ${page} } }`],
    ['a page that the hidden would overflow', `{ articles(first: 2, filter: { authors: ["AUTHOR"] }) { ${page} } }`],
    ['by views', `{ articles(filter: { authors: ["AUTHOR"] }, orderBy: { field: VIEW_COUNT }) { ${page} } }`],
    ['from the end', `{ articles(last: 1, filter: { authors: ["AUTHOR"] }) { ${page} } }`],
    [
      'a count with a low limit',
      `{ author(by: { slug: "quokka-reporter" }) { articles { count(limit: 2) { value exact } } } }`,
    ],
    [
      'a topic and what is below it',
      `{ topic(by: { path: "news" }) { articles { ${page} } children { articles { ${page} } } } }`,
    ],
    ['languages of hidden articles', `{ articles(filter: { languages: ["it", "es", "fr", "de"] }) { ${page} } }`],
    [
      'a range that only hidden articles are in',
      `{ articles(filter: { published: { since: "2050-01-01T00:00:00Z" } }) { ${page} } }`,
    ],
    [
      'related links',
      `{ article(by: { slug: "slug-of-lantern" }) { relatedLinks { title url position origin article { ${card} } } translations { ${card} } } }`,
    ],
    [
      'search',
      `{ search(query: "quokka") { count { value exact } pageInfo { hasNextPage } nodes { ${card} } facets { languages { language count } years { year count } authors { count } topics { count } } } }`,
    ],
    ['topics', `{ topics(first: 2, filter: { nameStartsWith: "tide" }) { ${names} } }`],
    ['topics from the end', `{ topics(last: 3, filter: { types: [PLACE] }) { ${names} } }`],
    ['topics below one', `{ topic(by: { path: "news/quokka" }) { children { path name } } }`],
    ['authors', `{ authors(first: 3, filter: { nameStartsWith: "quokka" }) { ${names} } }`],
    ['authors, one by one', `{ authors(first: 1, filter: { nameStartsWith: "quokka z" }) { ${names} } }`],
    [
      'topics and authors that are not known',
      `{ topic(by: { slug: "${markOf('sealed')}" }) { id } author(by: { slug: "${ownAuthorOf('dormant')}" }) { id }
        articles(filter: { topics: ["${toGlobalId('Topic', 999_999)}"] }) { ${page} } }`,
    ],
    [
      'search for a hidden name',
      `{ search(query: "${markOf('sealed')}") { count { value exact } didYouMean nodes { id } } }`,
    ],
    ['search for a hidden word', `{ search(query: "sealed") { count { value exact } didYouMean nodes { id } } }`],
    ['suggestions', `{ suggest(prefix: "quokka") { text } hidden: suggest(prefix: "quokka sea") { text } }`],
  ])('%s', async (_name, query) => {
    const answers = await Promise.all(
      [gateway, without].map(async (world) => {
        const { author } = await world.data(`{ author(by: { slug: "quokka-reporter" }) { id } }`)
        return await world.data(query.replaceAll('AUTHOR', author.id))
      }),
    )
    expect(answers[0]).toEqual(answers[1])
  })

  test.each(['DRAFT', 'SCHEDULED', 'WITHDRAWN'])(
    'who asks for %s without the scope is refused, in the same words',
    async (status) => {
      const list = `articles(filter: { status: [PUBLISHED, ${status}] }) { count { value } }`
      for (const query of [
        `{ publishers { name } ${list} }`,
        `{ publishers { name } author(by: { slug: "quokka-reporter" }) { ${list} } }`,
      ]) {
        const { data, errors } = await gateway.ask(query)
        expect(data).toMatchObject({ publishers: [{ name: 'Quokka Post' }] })
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'CONTENT_PREVIEW' } }])
      }
    },
  )

  test('with the scope, each status finds its own', async () => {
    const found = async (status: string): Promise<string[]> => {
      const { articles } = await gateway.data(
        `{ articles(filter: { status: [${status}] }) { nodes { slug status } } }`,
        {},
        editor,
      )
      return articles.nodes.map((node: { slug: string; status: string }) => `${node.slug} ${node.status}`).sort()
    }
    expect(await found('DRAFT')).toEqual(['slug-of-dormant DRAFT'])
    expect(await found('WITHDRAWN')).toEqual(['slug-of-recalled WITHDRAWN'])
    expect(await found('SCHEDULED')).toEqual(['slug-of-sealed SCHEDULED', 'slug-of-tomorrow SCHEDULED'])
  })
})
