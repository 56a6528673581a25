import { toGlobalId } from '../../schema/global-id.ts'
import type { ArticleInput } from '../../schema/models.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import type { TestGateway } from '../support/gateway.ts'

export const source = 'harbour'
export const scheduledFor = '2098-03-01T12:00:00Z'
export const embargoedUntil = '2099-03-01T12:00:00Z'

/** Two that everybody sees. */
export const visibleNames = ['lantern', 'twin'] as const
/** Why each of the others is not to be seen. */
export const hiddenNames = ['dormant', 'tomorrow', 'sealed', 'recalled'] as const
export type Name = (typeof visibleNames)[number] | (typeof hiddenNames)[number]

const names: readonly Name[] = [...visibleNames, ...hiddenNames]
const languages: Readonly<Record<Name, string>> = {
  lantern: 'en',
  twin: 'pt',
  dormant: 'it',
  tomorrow: 'es',
  sealed: 'fr',
  recalled: 'de',
}

/** A word in the names of the topic and the author that one article has alone, and nowhere else. */
export const markOf = (name: Name): string => `zq${[...name].reverse().join('')}`

/** Each is related to each by everything there is: author, topics, links both ways, translation, words. */
export function articleOf(name: Name, fields: Partial<ArticleInput> = {}): ArticleInput {
  const state: Partial<ArticleInput> = {
    ...(name === 'dormant' && { status: 'DRAFT' }),
    ...(name === 'recalled' && { status: 'WITHDRAWN' }),
    ...(name === 'tomorrow' && { datePublished: scheduledFor }),
    ...(name === 'sealed' && { embargoedUntil }),
  }
  return {
    externalId: `id-of-${name}`,
    url: urlOf(name),
    aliases: [aliasOf(name)],
    slug: `slug-of-${name}`,
    headline: `Quokka ${name}`,
    standfirst: `Quokka under ${name}`,
    byline: `Byline of ${name}`,
    body: { plainText: `Quokka in the body of ${name}.` },
    language: languages[name],
    publisher: { name: 'Quokka Post' },
    authors: [{ name: 'Quokka Reporter' }, { name: `Quokka ${markOf(name)}` }],
    topics: [
      { path: 'news/quokka', name: 'Quokka news', type: 'SECTION' },
      { path: 'news', name: 'News', type: 'SECTION' },
      { path: 'news/quokka/pier', name: 'Pier', type: 'KEYWORD' },
      { path: ownTopicOf(name), name: `Tide ${markOf(name)}`, type: 'PLACE' },
    ],
    relatedLinks: names.filter((other) => other !== name).map((other) => ({ title: `To ${other}`, url: urlOf(other) })),
    datePublished: '2024-03-01T12:00:00Z',
    dateModified: '2024-03-02T12:00:00Z',
    viewCount: 1_000 + names.indexOf(name),
    ...(name !== 'lantern' && { translationOf: { source, value: 'id-of-lantern' } }),
    ...state,
    ...fields,
  }
}

export const ownTopicOf = (name: Name): string => `news/quokka/${markOf(name)}`
export const ownAuthorOf = (name: Name): string => `quokka-${markOf(name)}`
export const urlOf = (name: Name): string => `https://quokka.example/${name}`
export const aliasOf = (name: Name): string => `https://quokka.example/old/${name}`

/** Writes them as an import does; answers their ids in the graph. */
export async function writeWorld(gateway: TestGateway, written: readonly Name[]): Promise<Record<Name, string>> {
  const { results } = await importArticles(gateway.db, { source, articles: written.map((name) => articleOf(name)) })
  return Object.fromEntries(
    results.map(({ articleId, userErrors }, index) => {
      if (articleId === null) throw new Error(JSON.stringify(userErrors))
      return [written[index], toGlobalId('Article', articleId)]
    }),
  ) as Record<Name, string>
}
