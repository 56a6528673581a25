import { sql, type RawBuilder } from 'kysely'
import type { ArticleKey, TopicKey } from '../../schema/context.ts'
import { urlKey } from '../text/keys.ts'
import { lineOf } from '../text/line.ts'
import { pathKey, suppliedSlug } from '../text/slug.ts'
import type { NounName } from './statement-builder.ts'
import { late, type Bound } from './slot.ts'
import { hasVisibleArticle, visible, type RequestScope } from './visibility.ts'

/** The row `root` of an article. */
export function articleCondition(key: Bound<ArticleKey>): RawBuilder<unknown> {
  if ('id' in key) return sql`root.id = ${key.id}`
  if ('slug' in key) return sql`root.slug = ${late(key.slug, suppliedSlug)}`
  if ('url' in key) {
    return sql`root.id = (select address.article_id from article_url address where address.url_key = ${late(key.url, urlKey)})`
  }
  const { source, value } = key.externalId
  return sql`root.source = ${late(source, lineOf)} and root.external_id = ${late(value, lineOf)}`
}

/** The row `root` of a topic, an author or a publisher. */
export function namedCondition(key: Bound<TopicKey>): RawBuilder<unknown> {
  if ('id' in key) return sql`root.id = ${key.id}`
  return 'slug' in key ? sql`root.slug = ${late(key.slug, suppliedSlug)}` : sql`root.path = ${late(key.path, pathKey)}`
}

/**
 * May the caller see the row `root`? Publishers are not hidden: they are whose gateway it is, and their imprints have to be
 * found whatever they have out.
 */
export function isSeen(requestScope: RequestScope, noun: NounName): RawBuilder<unknown> {
  if (noun === 'publisher') return sql`true`
  return noun === 'article' ? visible(requestScope, 'root') : hasVisibleArticle(requestScope, noun, 'root')
}
