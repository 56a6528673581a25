/** The tables of migrations 0003 and 0008, part of `DB`. */
export interface SearchTables {
  article_search: ArticleSearchTable
  article_search_stale: ArticleSearchStaleTable
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

interface SearchWordTable {
  /** Folded, not stemmed. */
  word: string
  /** The same letters in alphabetical order. */
  letters: string
}

/** Text search configurations, as `masthead_<config>`: languages by primary subtag, and one for all others. */
export const searchConfigs = ['it', 'en', 'es', 'fr', 'de', 'pt', 'ru', 'ar', 'simple'] as const
export type SearchConfig = (typeof searchConfigs)[number]

/** The configuration that articles of a language are indexed with: en-GB with `en`. */
export function configOfLanguage(language: string): SearchConfig {
  const primary = language.split('-')[0]
  return searchConfigs.find((config) => config === primary) ?? 'simple'
}
