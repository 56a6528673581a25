/** The tables of migrations 0003, 0008 and 0035, part of `DB`. */
export interface SearchTables {
  article_search: ArticleSearchTable
  article_search_stale: ArticleSearchStaleTable
  search_config: SearchConfigTable
  search_word: SearchWordTable
}

/** Partitioned by `config`, each partition with an index of words. */
interface ArticleSearchTable {
  article_id: number
  config: SearchConfig
  language: string
  /** Copies of the article's; a trigger keeps them true. */
  placed_at: string
  modified_at: string
  visible_at: string | null
  /** Weights: headline A, standfirst B, names of topics and authors C, body D. */
  tsv: string
}

/** Articles whose row still has a former name of a topic or an author; triggers fill it. */
interface ArticleSearchStaleTable {
  article_id: number
}

/** What is not in it has no row in `article_search`; a trigger fills it. */
interface SearchConfigTable {
  config: SearchConfig
}

interface SearchWordTable {
  /** Folded, not stemmed. */
  word: string
  /** The same letters in alphabetical order. */
  letters: string
}

/** Languages that have a branch in every search, whether there are articles in them or not. */
export const commonConfigs = ['it', 'en', 'es', 'fr', 'de', 'pt', 'ru', 'ar', 'simple'] as const

/** Languages that are searched where `search_config` has them; migration 0035. */
export const furtherConfigs = [
  'ca',
  'da',
  'el',
  'et',
  'eu',
  'fi',
  'ga',
  'hi',
  'hu',
  'hy',
  'id',
  'lt',
  'ne',
  'nl',
  'no',
  'ro',
  'sr',
  'sv',
  'ta',
  'tr',
  'yi',
] as const

/** Text search configurations, as `masthead_<config>`: languages by primary subtag, and `simple` for all others. */
export type SearchConfig = (typeof commonConfigs)[number] | (typeof furtherConfigs)[number]

/** Both forms of written Norwegian have a tag of their own. */
export const sameConfig = { nb: 'no', nn: 'no' } as const

/** The configuration that articles of a language are indexed with: en-GB with `en`. */
export function configOfLanguage(language: string): SearchConfig {
  const primary = language.split('-')[0] ?? ''
  const config = primary in sameConfig ? sameConfig[primary as keyof typeof sameConfig] : primary
  return [...commonConfigs, ...furtherConfigs].find((known) => known === config) ?? 'simple'
}
