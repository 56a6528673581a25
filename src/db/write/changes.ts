import type { RawBuilder } from 'kysely'

/** What a part of articles is changed by: what must be gone before the rest can be written. Null: nothing. */
export interface Changes {
  readonly before: RawBuilder<unknown> | null
  readonly after: RawBuilder<unknown> | null
}

/** Of the articles to write, those that the gateway held before. */
export function idsOfExisting(articles: readonly { articleId: number; isNew: boolean }[]): number[] {
  return articles.filter(({ isNew }) => !isNew).map(({ articleId }) => articleId)
}
